package io.sequences.sequence;

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
 * Does to sequence states what time alone brings about: a pause that has run out ends its state,
 * and a new day has room for states that wait. Every instance tries; a sequence that another one,
 * or a request, has in hand is left to it, and to the next time.
 */
@ApplicationScoped
class StateTending {

  private static final Logger LOG = Logger.getLogger(StateTending.class);

  private final SchemaMigration schema;
  private final Organisations organisations;

  StateTending(SchemaMigration schema, Organisations organisations) {
    this.schema = schema;
    this.organisations = organisations;
  }

  @Scheduled(
      every = "${sequences.states.tend-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> tend() {
    if (!schema.isDone()) {
      return Uni.createFrom().voidItem();
    }
    return Organisations.uni(
            () -> organisations.acrossAll("select * from neglected_sequences()", Tuple.tuple()))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> tend(row.getLong(0), row.getLong(1)))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf("States were not tended: %s", DatabaseFaults.discreetReason(failure)))
        .onFailure()
        .recoverWithCompletion()
        .collect()
        .last();
  }

  /**
   * One sequence in a transaction of its own, which keeps nobody waiting for long. What goes wrong
   * with it does not keep the others from being tended.
   */
  private Uni<Void> tend(long organisation, long sequence) {
    return Organisations.uni(
            () ->
                organisations.run(
                    organisation,
                    "select tend_sequence_states($1, $2)",
                    Tuple.of(organisation, sequence)))
        .replaceWithVoid()
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "States of %d were not tended: %s",
                    sequence, DatabaseFaults.discreetReason(failure)))
        .onFailure()
        .recoverWithNull();
  }
}
