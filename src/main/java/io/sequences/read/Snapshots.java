package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.database.HeldConnection;
import io.sequences.database.Organisations;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lends connections for reading, each for one state of the rows of the caller's organisation. */
final class Snapshots {

  private final Organisations organisations;

  Snapshots(Organisations organisations) {
    this.organisations = organisations;
  }

  /**
   * Borrows a connection.
   *
   * @param alone whether the work is a single statement, sent at once
   */
  <T> Future<T> take(Caller caller, boolean alone, Function<HeldConnection, Future<T>> work) {
    Function<SqlConnection, Future<T>> lent = connection -> work.apply(reading(connection));
    return alone
        ? organisations.readOnce(caller.orgId(), lent)
        : organisations.snapshot(caller.orgId(), lent);
  }

  /** A borrowed connection, for what needs no more of it than to read. */
  static HeldConnection reading(SqlConnection connection) {
    return (statement, parameters) -> run(connection, statement, parameters);
  }

  private static Future<List<Tuple>> run(
      SqlConnection connection, String statement, Tuple parameters) {
    return connection
        .preparedQuery(statement)
        .execute(parameters)
        .map(
            (RowSet<Row> set) -> {
              List<Tuple> rows = new ArrayList<>(set.size());
              set.forEach(rows::add);
              return rows;
            });
  }
}
