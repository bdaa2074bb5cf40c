package io.sequences.sequence;

import io.quarkus.scheduler.Scheduled;
import io.sequences.database.SchemaMigration;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
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

  private static final String NEGLECTED =
      """
      select t.org_id, t.sequence_id from sequence_state t where t.paused_until <= now()
      union
      select s.org_id, s.id from sequence s
        where s.enabled_at is not null and s.throttle_paused_at is null and s.deleted_at is null
          and (
            exists (select 1 from sequence_state p where p.org_id = s.org_id and p.sequence_id = s.id
              and p.state = 'pending' and p.admitted_at is null)
            or exists (select 1 from sequence_state p where p.org_id = s.org_id and p.sequence_id = s.id
              and p.state = 'pending' and p.admitted_at is not null))
      """;

  private final SchemaMigration schema;
  private final Pool pool;

  StateTending(SchemaMigration schema, Pool pool) {
    this.schema = schema;
    this.pool = pool;
  }

  @Scheduled(
      every = "${sequences.states.tend-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> tend() {
    if (!schema.isDone()) {
      return Uni.createFrom().voidItem();
    }
    return pool.query(NEGLECTED)
        .execute()
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> tend(row.getLong(0), row.getLong(1)))
        .onFailure()
        .invoke(failure -> LOG.warnf("States were not tended: %s", failure.getMessage()))
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
    return pool.preparedQuery("select tend_sequence_states($1, $2)")
        .execute(Tuple.of(organisation, sequence))
        .replaceWithVoid()
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf("States of %d were not tended: %s", sequence, failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }
}
