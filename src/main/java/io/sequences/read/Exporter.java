package io.sequences.read;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sequences.access.Caller;
import io.sequences.access.Caller.Permission;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.database.Gate;
import io.sequences.database.HeldConnection;
import io.sequences.database.Organisations;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Begins exports: plans them as a page of the collection is planned, and keeps so few at once that
 * most of the room at the database is left to requests.
 */
@Singleton
public final class Exporter {

  /** By which the pauses that the database bears are longer than those that clients may make. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Planner planner;
  private final SqlWriter statements;
  private final Reader reader;
  private final DocumentWriter documents;
  private final Organisations organisations;
  private final Duration pause;
  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  Exporter(
      Planner planner,
      SqlWriter statements,
      Reader reader,
      DocumentWriter documents,
      Organisations organisations,
      Gate gate,
      MeterRegistry meters,
      @ConfigProperty(name = "sequences.limits.exports") int exports,
      @ConfigProperty(name = "sequences.limits.stream-idle") Duration idle) {
    this.planner = planner;
    this.statements = statements;
    this.reader = reader;
    this.documents = documents;
    this.organisations = organisations;
    this.pause = idle.plus(GRACE);
    this.most = Math.min(exports, Math.max(1, gate.places() / 2));
    Gauge.builder("sequences.exports.open", open, AtomicInteger::get)
        .description("Exports that are being sent.")
        .register(meters);
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
    Plan plan = planner.plan(type, query, caller);
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
    return new Selection(shown.type(), shown.attributes(), toOnes, false, Map.of());
  }

  private Future<Export> begin(
      Plan plan, Selection shown, Future<?> gone, Function<Fetched, byte[]> format) {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      return Future.failedFuture(
          new ApiException(
              ErrorCode.OVERLOADED,
              "As many exports are under way as there may be at once: %d. Try again later."
                  .formatted(most)));
    }
    Promise<Export> begun = Promise.promise();
    Promise<Void> back = Promise.promise();
    organisations
        .longSnapshot(
            plan.caller().orgId(),
            pause,
            connection -> {
              begun.future().onSuccess(export -> gone.onComplete(left -> export.close()));
              return Export.on(
                  connection,
                  statements.ids(plan),
                  show(connection, plan, shown),
                  format,
                  back.future(),
                  begun);
            })
        .onComplete(
            done -> {
              open.decrementAndGet();
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
