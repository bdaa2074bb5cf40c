package io.sequences.idempotency;

import io.quarkus.scheduler.Scheduled;
import io.sequences.database.DatabaseFaults;
import io.sequences.database.Organisations;
import io.sequences.database.SchemaMigration;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Takes away the keys, and their answers, whose time is over. Nothing depends on when it runs: they
 * count for nothing before. Every instance may do it at once, since each passes over what another
 * one has in hand.
 */
@ApplicationScoped
class KeySweep {

  private static final Logger LOG = Logger.getLogger(KeySweep.class);

  /** Keys per transaction: the answers of some may be megabytes. */
  private static final int BATCH = 500;

  private final SchemaMigration schema;
  private final Organisations organisations;

  KeySweep(SchemaMigration schema, Organisations organisations) {
    this.schema = schema;
    this.organisations = organisations;
  }

  @Scheduled(
      every = "${sequences.idempotency.sweep-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    if (!schema.isDone()) {
      return Uni.createFrom().voidItem();
    }
    return Multi.createBy()
        .repeating()
        .uni(this::sweepBatch)
        .whilst(swept -> swept == BATCH)
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "Idempotency keys were not swept: %s", DatabaseFaults.discreetReason(failure)))
        .onFailure()
        .recoverWithCompletion()
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Long> sweepBatch() {
    return Organisations.uni(
            () -> organisations.acrossAll("select sweep_idempotency_keys($1)", Tuple.of(BATCH)))
        .map(rows -> rows.iterator().next().getLong(0));
  }
}
