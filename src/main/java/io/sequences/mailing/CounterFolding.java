package io.sequences.mailing;

import io.quarkus.scheduler.Scheduled;
import io.sequences.database.DatabaseFaults;
import io.sequences.database.Organisations;
import io.sequences.database.SchemaMigration;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Folds the counter ledger's pending deltas into totals, so that reads stay short. Every instance
 * tries; the database lets one at a time do it. Nothing depends on when it runs: figures are exact
 * before, meanwhile and after.
 */
@ApplicationScoped
class CounterFolding {

  private static final Logger LOG = Logger.getLogger(CounterFolding.class);

  /** Deltas per transaction: short enough that the vacuum keeps up and a crash repeats little. */
  private static final int BATCH = 10_000;

  private final SchemaMigration schema;
  private final Organisations organisations;

  CounterFolding(SchemaMigration schema, Organisations organisations) {
    this.schema = schema;
    this.organisations = organisations;
  }

  @Scheduled(
      every = "${sequences.counters.fold-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> fold() {
    if (!schema.isDone()) {
      return Uni.createFrom().voidItem();
    }
    return foldBatch()
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf("Counters were not folded: %s", DatabaseFaults.discreetReason(failure)))
        .onFailure()
        .recoverWithItem(0L)
        .flatMap(moved -> moved == 0 ? Uni.createFrom().voidItem() : sweep());
  }

  /** How many deltas were moved. */
  private Uni<Long> foldBatch() {
    return Organisations.uni(() -> organisations.acrossAll("select run_fold($1)", Tuple.of(BATCH)))
        .map(rows -> rows.iterator().next().getLong(0))
        .flatMap(
            moved ->
                moved < BATCH
                    ? Uni.createFrom().item(moved)
                    : foldBatch().map(further -> moved + further));
  }

  /**
   * Folded rows lie in the way of every read until they are vacuumed, and autovacuum comes once a
   * minute at best. Where it may not or cannot be done, autovacuum does it.
   */
  private Uni<Void> sweep() {
    return Organisations.uni(
            () -> organisations.acrossAll("vacuum (truncate false) mailing_delta", Tuple.tuple()))
        .replaceWithVoid()
        .onFailure()
        .invoke(
            failure ->
                LOG.debugf(
                    "Folded deltas were not swept: %s", DatabaseFaults.discreetReason(failure)))
        .onFailure()
        .recoverWithNull();
  }
}
