package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.access.Caller.Permission;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.database.HeldConnection;
import io.sequences.database.Organisations;
import io.sequences.jsonapi.ExportFormat;
import io.sequences.jsonapi.Query;
import io.sequences.read.Plan.Selection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Begins exports: plans them as a page of the collection is planned, if there is a place. */
@Singleton
public final class Exporter {

  /**
   * By which the pauses that the database bears are longer than any that an export can make: while
   * its client takes what was read, however slowly, nothing is read. Whoever takes nothing is cut
   * off by the service.
   */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Planner planner;
  private final SqlWriter statements;
  private final Reader reader;
  private final DocumentWriter documents;
  private final Organisations organisations;
  private final ExportPlaces places;
  private final Duration pause;

  Exporter(
      Planner planner,
      SqlWriter statements,
      Reader reader,
      DocumentWriter documents,
      Organisations organisations,
      ExportPlaces places,
      @ConfigProperty(name = "sequences.limits.export") Duration longest) {
    this.planner = planner;
    this.statements = statements;
    this.reader = reader;
    this.documents = documents;
    this.organisations = organisations;
    this.places = places;
    this.pause = longest.plus(GRACE);
  }

  /**
   * Begins an export; it is ready when its first rows are there.
   *
   * @param gone completes when nobody waits for it any longer, and so closes it
   */
  public Uni<Export> begin(
      ResourceType type,
      Query query,
      ExportFormat format,
      Caller caller,
      Links links,
      Future<?> gone) {
    caller.require(Permission.READ, type);
    // It weighs texts itself, and takes one that is larger than any answer may be.
    Plan plan = planner.plan(type, query, caller).allowing(Long.MAX_VALUE);
    return Organisations.uni(
        () ->
            switch (format) {
              case NDJSON ->
                  begin(plan, plan.selection(), gone, rows -> documents.lines(rows, links));
              case CSV -> begin(plan, columns(plan.selection()), gone, new CsvWriter()::lines);
            });
  }

  /** A table has no place for relationships to many. */
  private static Selection columns(Selection shown) {
    List<Relationship> toOnes =
        shown.relationships().stream().filter(Relationship.ToOne.class::isInstance).toList();
    return new Selection(
        shown.type(), shown.attributes(), toOnes, false, Map.of(), shown.textBytes());
  }

  private Future<Export> begin(
      Plan plan, Selection shown, Future<?> gone, Function<Fetched, byte[]> format) {
    long organisation = plan.caller().orgId();
    places.take(organisation);
    Promise<Export> begun = Promise.promise();
    Promise<Void> back = Promise.promise();
    organisations
        .longSnapshot(
            organisation,
            pause,
            connection -> {
              begun.future().onSuccess(export -> gone.onComplete(left -> export.close()));
              return Export.on(
                  connection,
                  statements.ids(plan, shown),
                  show(connection, plan, shown),
                  format,
                  back.future(),
                  begun);
            })
        .onComplete(
            done -> {
              places.giveBack(organisation);
              back.complete();
              if (done.failed()) {
                begun.tryFail(done.cause());
              }
            });
    return begun.future();
  }

  private Function<List<Object>, Future<Fetched>> show(
      SqlConnection connection, Plan plan, Selection shown) {
    HeldConnection reading = Snapshots.reading(connection);
    return ids ->
        ids.isEmpty()
            ? Future.succeededFuture(new Fetched(shown, List.of(), new Linkage()))
            : reader.fetch(
                reading, shown, statements.included(shown, plan.caller(), ids), plan.caller());
  }
}
