package io.sequences.apps;

import io.sequences.catalog.ResourceType;
import io.sequences.database.HeldConnection;
import io.sequences.database.Organisations;
import io.sequences.jsonapi.IfMatch;
import io.sequences.read.ResourceId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The rows of an organisation in one table, each with a version, which is locked and compared
 * before anything is changed or taken away.
 *
 * @param type what a row is answered as; that none is there is told in its words
 * @param find the statement that finds one by organisation and id
 * @param version that of a row
 */
record VersionedRows<T>(
    Organisations organisations,
    ResourceType type,
    String find,
    Function<Tuple, T> read,
    ToIntFunction<T> version) {

  /** All that a statement gives for an organisation. */
  Future<List<T>> all(long orgId, String statement) {
    return organisations
        .run(orgId, statement, Tuple.of(orgId))
        .map(
            rows -> {
              List<T> all = new ArrayList<>(rows.size());
              rows.forEach(row -> all.add(read.apply(row)));
              return all;
            });
  }

  /** One of an organisation, or null. */
  Future<T> one(long orgId, long id) {
    return one(orgId, find, Tuple.of(orgId, id));
  }

  /** The first that a statement gives, or null. */
  Future<T> one(long orgId, String statement, Tuple parameters) {
    return organisations.run(orgId, statement, parameters).map(this::first);
  }

  /** The same on the connection of a session. */
  Future<T> one(HeldConnection connection, String statement, Tuple parameters) {
    return connection
        .run(statement, parameters)
        .map(rows -> rows.isEmpty() ? null : read.apply(rows.get(0)));
  }

  /** The same within a transaction. */
  Future<T> one(SqlClient connection, String statement, Tuple parameters) {
    return connection.preparedQuery(statement).execute(parameters).map(this::first);
  }

  /**
   * Changes one; 404, 412.
   *
   * @param statement gives no row when nothing changes
   */
  Future<T> change(
      long orgId,
      long id,
      IfMatch condition,
      Consumer<T> change,
      String statement,
      Function<T, Tuple> parameters) {
    return organisations.transaction(
        orgId,
        connection ->
            locked(connection, orgId, id, condition)
                .compose(
                    row -> {
                      change.accept(row);
                      return one(connection, statement, parameters.apply(row))
                          .map(changed -> changed == null ? row : changed);
                    }));
  }

  /**
   * Takes one away; 404, 412.
   *
   * @param statements take the organisation and the id, in this order
   */
  Future<Void> delete(long orgId, long id, IfMatch condition, List<String> statements) {
    return organisations.transaction(
        orgId,
        connection -> {
          Future<?> done = locked(connection, orgId, id, condition);
          for (String statement : statements) {
            done =
                done.compose(
                    before -> connection.preparedQuery(statement).execute(Tuple.of(orgId, id)));
          }
          return done.mapEmpty();
        });
  }

  private Future<T> locked(SqlClient connection, long orgId, long id, IfMatch condition) {
    return one(connection, find + " for update", Tuple.of(orgId, id))
        .map(
            row -> {
              if (row == null) {
                throw ResourceId.notFound(type);
              }
              condition.requireMatch(version.applyAsInt(row));
              return row;
            });
  }

  private T first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : read.apply(rows.iterator().next());
  }
}
