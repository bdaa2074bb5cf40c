package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.access.Caller.Permission;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.Query;
import io.sequences.read.Plan.Selection;
import io.sequences.read.Plan.Window;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Runs the statements of a read on the reactive client, in one snapshot of the database: the third
 * stage of a request. Statements that do not wait for each other's rows are sent together.
 */
@Singleton
public final class Reader {

  /** The most resources that one relationship to many may include in an answer. */
  static final int MAX_INCLUDED = 10_000;

  private final Planner planner;
  private final SqlWriter statements;
  private final DocumentWriter documents;
  private final Pool pool;

  Reader(Planner planner, SqlWriter statements, DocumentWriter documents, Pool pool) {
    this.planner = planner;
    this.statements = statements;
    this.documents = documents;
    this.pool = pool;
  }

  /** The document with the page of a collection that the query asks for. */
  public Uni<byte[]> collection(ResourceType type, Query query, Caller caller, Links links) {
    caller.require(Permission.READ, type);
    Plan plan = planner.plan(type, query, caller);
    boolean alone =
        plan.selection().ownStatements().isEmpty() && !plan.needsTotal() && position(plan) == null;
    return toUni(inSnapshot(alone, connection -> slice(connection, plan)))
        .map(slice -> documents.collection(plan, slice, links));
  }

  /** The document with one resource; 404 when there is none of this id that the caller may see. */
  public Uni<byte[]> one(ResourceType type, long id, Query query, Caller caller, Links links) {
    caller.require(Permission.READ, type);
    Selection selection = planner.select(type, query, caller);
    return document(selection, statements.one(selection, caller, id), caller, links);
  }

  /**
   * Checks what a write wants to be answered with, so that nothing is written when that is refused.
   */
  public void checkAnswer(ResourceType type, Query query, Caller caller) {
    planner.select(type, query, caller);
  }

  /**
   * The document with the resource that the caller has just written, even if he made it invisible
   * to himself.
   */
  public Uni<byte[]> written(ResourceType type, long id, Query query, Caller caller, Links links) {
    Selection selection = planner.select(type, query, caller);
    return document(selection, statements.written(selection, caller, id), caller, links);
  }

  private Uni<byte[]> document(Selection selection, Sql statement, Caller caller, Links links) {
    return toUni(
            inSnapshot(
                selection.ownStatements().isEmpty(),
                connection ->
                    run(connection, statement)
                        .compose(rows -> decorate(connection, selection, rows, caller))))
        .map(
            fetched -> {
              if (fetched.rows().isEmpty()) {
                throw ResourceId.notFound(selection.type());
              }
              return documents.one(fetched, links);
            });
  }

  private Future<Slice> slice(SqlConnection connection, Plan plan) {
    Window.Keyset position = position(plan);
    Future<List<Row>> page = run(connection, statements.page(plan));
    Future<Long> total =
        plan.needsTotal()
            ? run(connection, statements.total(plan)).map(rows -> rows.get(0).getLong(0))
            : Future.succeededFuture();
    Future<Boolean> behind =
        position == null
            ? Future.succeededFuture(false)
            : run(connection, statements.behind(plan, position)).map(rows -> !rows.isEmpty());
    return Future.join(page, total, behind)
        .compose(
            ready -> {
              int size = plan.window().size();
              boolean more = page.result().size() > size;
              // Going backwards the row too many is the first one; the order is always the
              // collection's.
              List<Row> rows =
                  !more
                      ? page.result()
                      : position != null && position.backwards()
                          ? page.result().subList(1, size + 1)
                          : page.result().subList(0, size);
              return decorate(connection, plan.selection(), rows, plan.caller())
                  .map(fetched -> new Slice(fetched, more, behind.result(), total.result()));
            });
  }

  private static Window.Keyset position(Plan plan) {
    return plan.window() instanceof Window.Keyset keyset && keyset.position() != null
        ? keyset
        : null;
  }

  /**
   * Adds to rows what stands in other tables: linkage of the shown relationships, and included
   * resources.
   */
  private Future<Fetched> decorate(
      SqlConnection connection, Selection selection, List<Row> rows, Caller caller) {
    Fetched fetched = new Fetched(selection, rows);
    List<Long> ids = rows.stream().map(Columns::id).toList();
    List<Future<?>> edges = new ArrayList<>();
    if (!rows.isEmpty()) {
      for (Relationship relationship : selection.ownStatements()) {
        edges.add(edge(connection, fetched, relationship, ids, caller));
      }
    }
    // All come to their end, even when one fails: then none runs on a connection that was given
    // back.
    return Future.join(edges).map(fetched);
  }

  private Future<?> edge(
      SqlConnection connection,
      Fetched into,
      Relationship relationship,
      List<Long> ids,
      Caller caller) {
    Selection target = into.selection().included().get(relationship);
    if (relationship instanceof Relationship.ToOne toOne) {
      List<Long> targets =
          into.rows().stream()
              .map(row -> into.columns().target(row, toOne))
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      return run(connection, statements.included(target, caller, targets))
          .compose(rows -> decorate(connection, target, rows, caller))
          .onSuccess(fetched -> into.included().put(relationship, fetched));
    }
    Relationship.Many many = (Relationship.Many) relationship;
    if (target == null) {
      return run(connection, statements.linkage(many, caller, ids))
          .onSuccess(rows -> into.linkage().put(many, linkage(rows, row -> row.getLong(1))));
    }
    return run(connection, statements.included(target, caller, many, ids, MAX_INCLUDED + 1))
        .compose(rows -> decorate(connection, target, bounded(rows, many), caller))
        .onSuccess(
            fetched -> {
              into.included().put(many, fetched);
              into.linkage()
                  .put(
                      many, linkage(fetched.rows(), row -> (Long) fetched.columns().extra(row, 0)));
            });
  }

  private static List<Row> bounded(List<Row> rows, Relationship relationship) {
    if (rows.size() > MAX_INCLUDED) {
      throw new ApiException(
          ApiError.parameter(
              "include",
              "Including '%s' would add more than %d resources. Ask for a smaller page, or follow the relationship's link."
                  .formatted(relationship.name(), MAX_INCLUDED)));
    }
    return rows;
  }

  private static Map<Long, List<Long>> linkage(List<Row> rows, Function<Row, Long> parent) {
    Map<Long, List<Long>> linkage = new LinkedHashMap<>();
    for (Row row : rows) {
      linkage.computeIfAbsent(parent.apply(row), id -> new ArrayList<>()).add(Columns.id(row));
    }
    return linkage;
  }

  private static Future<List<Row>> run(SqlConnection connection, Sql sql) {
    return connection
        .preparedQuery(sql.text())
        .execute(sql.parameters())
        .map(
            (RowSet<Row> set) -> {
              List<Row> rows = new ArrayList<>(set.size());
              set.forEach(rows::add);
              return rows;
            });
  }

  /**
   * Borrows a connection; more than one statement get a transaction, so that they see one state of
   * the database.
   *
   * <p>Futures of the client, and not Unis, carry the work: a client that hangs up cancels the Uni,
   * and the transaction still comes to its end before the connection goes back.
   */
  private <T> Future<T> inSnapshot(boolean alone, Function<SqlConnection, Future<T>> work) {
    return pool.getConnection()
        .compose(
            connection -> {
              Future<T> done = alone ? begin(work, connection) : inTransaction(connection, work);
              return done.eventually(() -> connection.close());
            });
  }

  private static <T> Future<T> inTransaction(
      SqlConnection connection, Function<SqlConnection, Future<T>> work) {
    Future<?> begun = connection.query("begin isolation level repeatable read read only").execute();
    // The work's statements are sent without waiting for the answer to begin.
    Future<T> done = begin(work, connection);
    return Future.all(begun, done)
        .map(both -> done.result())
        .eventually(() -> connection.query("commit").execute());
  }

  /**
   * Whatever goes wrong while the work begins fails the future, so that the connection comes back.
   */
  private static <T> Future<T> begin(
      Function<SqlConnection, Future<T>> work, SqlConnection connection) {
    return Future.succeededFuture(connection).compose(work);
  }

  private static <T> Uni<T> toUni(Future<T> future) {
    return Uni.createFrom().completionStage(future::toCompletionStage);
  }
}
