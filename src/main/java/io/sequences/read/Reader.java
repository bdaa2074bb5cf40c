package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.access.Caller.Permission;
import io.sequences.catalog.ResourceType;
import io.sequences.database.HeldConnection;
import io.sequences.database.Organisations;
import io.sequences.jsonapi.Query;
import io.sequences.read.Plan.Selection;
import io.sequences.read.Plan.Window;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/**
 * Runs the statements of a read on the reactive client, in one snapshot of the database: the third
 * stage of a request. Statements that do not wait for each other's rows are sent together.
 */
@Singleton
public final class Reader {

  /**
   * The most bytes of long texts in the answer to a write: more than requests can bring, and little
   * enough to be kept with an idempotency key.
   */
  private static final long MOST_WRITTEN = 10L << 20;

  private final Planner planner;
  private final SqlWriter statements;
  private final DocumentWriter documents;
  private final Snapshots snapshots;
  private final Edges edges;
  private final TextRoom texts;

  Reader(
      Planner planner,
      SqlWriter statements,
      DocumentWriter documents,
      Organisations organisations,
      TextRoom texts) {
    this.planner = planner;
    this.statements = statements;
    this.documents = documents;
    this.snapshots = new Snapshots(organisations);
    this.edges = new Edges(statements);
    this.texts = texts;
  }

  /** The document with the page of a collection that the query asks for. */
  public Uni<byte[]> collection(ResourceType type, Query query, Caller caller, Links links) {
    caller.require(Permission.READ, type);
    Plan plan = planner.plan(type, query, caller);
    boolean alone =
        plan.selection().ownStatements().isEmpty() && !plan.needsTotal() && position(plan) == null;
    return Organisations.uni(
            () ->
                texts.read(
                    TextRoom.MOST,
                    bytes -> {
                      Plan allowed = plan.allowing(bytes);
                      return snapshots.take(
                          caller, alone, connection -> slice(connection, allowed));
                    },
                    Slice::primary))
        .map(slice -> documents.collection(plan, slice, links));
  }

  /** One resource; 404 when there is none of this id that the caller may see. */
  public Uni<Representation> one(
      ResourceType type, Object id, Query query, Caller caller, Links links) {
    caller.require(Permission.READ, type);
    Selection selection = planner.select(type, query, caller);
    boolean alone = selection.ownStatements().isEmpty();
    return Organisations.uni(
            () ->
                texts.read(
                    TextRoom.MOST,
                    bytes -> {
                      Selection allowed = selection.allowing(bytes);
                      Sql statement = statements.one(allowed, caller, id);
                      return snapshots.take(
                          caller,
                          alone,
                          connection -> fetch(connection, allowed, statement, caller));
                    },
                    Function.identity()))
        .map(fetched -> represent(fetched, links));
  }

  /**
   * Checks what a write wants to be answered with, so that nothing is written when that is refused.
   */
  public void checkAnswer(ResourceType type, Query query, Caller caller) {
    planner.select(type, query, caller);
  }

  /**
   * The resource that the caller has just written, even if he made it invisible to himself.
   *
   * @param connection that of the write, which is not committed yet
   */
  public Uni<Representation> written(
      ResourceType type,
      long id,
      Query query,
      Caller caller,
      Links links,
      HeldConnection connection) {
    Selection selection = planner.select(type, query, caller);
    return written(selection, List.of(id), caller, connection)
        .map(fetched -> represent(fetched, links));
  }

  /**
   * The document with the resources that the caller has just created, in the order of their ids.
   *
   * @param connection that of the write, which is not committed yet
   */
  public Uni<byte[]> written(
      ResourceType type,
      List<Long> ids,
      Query query,
      Caller caller,
      Links links,
      HeldConnection connection) {
    Selection selection = planner.select(type, query, caller);
    return written(selection, ids, caller, connection)
        .map(fetched -> documents.created(fetched, links));
  }

  private Uni<Fetched> written(
      Selection selection, List<Long> ids, Caller caller, HeldConnection connection) {
    return Organisations.uni(
        () ->
            texts.read(
                MOST_WRITTEN,
                bytes -> {
                  Selection allowed = selection.allowing(bytes);
                  Sql statement = statements.written(allowed, caller, ids).add(" order by t.id");
                  return fetch(connection, allowed, statement, caller);
                },
                Function.identity()));
  }

  private Representation represent(Fetched fetched, Links links) {
    if (fetched.rows().isEmpty()) {
      throw ResourceId.notFound(fetched.selection().type());
    }
    return new Representation(
        documents.one(fetched, links), fetched.columns().version(fetched.rows().get(0)));
  }

  /** Runs a statement that shows resources, and adds what stands in other tables. */
  Future<Fetched> fetch(
      HeldConnection connection, Selection selection, Sql statement, Caller caller) {
    return statement
        .on(connection)
        .compose(rows -> edges.added(connection, selection, rows, caller));
  }

  private Future<Slice> slice(HeldConnection connection, Plan plan) {
    Window.Keyset position = position(plan);
    Future<List<Tuple>> page = statements.page(plan).on(connection);
    Future<Long> total =
        plan.needsTotal()
            ? statements.total(plan).on(connection).map(rows -> rows.get(0).getLong(0))
            : Future.succeededFuture();
    Future<Boolean> behind =
        position == null
            ? Future.succeededFuture(false)
            : statements.behind(plan, position).on(connection).map(rows -> !rows.isEmpty());
    return Future.join(page, total, behind)
        .compose(
            ready -> {
              int size = plan.window().size();
              boolean more = page.result().size() > size;
              // Going backwards the row too many is the first one; the order is always the
              // collection's.
              List<Tuple> rows =
                  !more
                      ? page.result()
                      : position != null && position.backwards()
                          ? page.result().subList(1, size + 1)
                          : page.result().subList(0, size);
              return edges
                  .added(connection, plan.selection(), rows, plan.caller())
                  .map(fetched -> new Slice(fetched, more, behind.result(), total.result()));
            });
  }

  private static Window.Keyset position(Plan plan) {
    return plan.window() instanceof Window.Keyset keyset && keyset.position() != null
        ? keyset
        : null;
  }
}
