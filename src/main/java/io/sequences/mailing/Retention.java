package io.sequences.mailing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.sequences.database.DatabaseFaults;
import io.sequences.database.Organisations;
import io.sequences.database.SchemaMigration;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Purges mailings that have not changed for a configured period, and leaves every figure and all
 * daily history as it was. Off unless the period is set. A mailing that is still to be sent
 * (drafted, placeholder, queued, scheduled, delivering, or to be tried again) is kept whatever its
 * age, and so is one that somebody is changing at the moment. Every instance tries; the database
 * lets one at a time do it, a batch per transaction, so that a run may break off anywhere.
 */
@ApplicationScoped
class Retention {

  private static final Logger LOG = Logger.getLogger(Retention.class);

  /** Mailings per transaction: some tens of milliseconds. */
  private static final int BATCH = 1_000;

  private final SchemaMigration schema;
  private final Organisations organisations;
  private final Optional<Period> period;
  private final Counter purged;

  Retention(
      SchemaMigration schema,
      Organisations organisations,
      MeterRegistry meters,
      @ConfigProperty(name = RetentionPeriod.PROPERTY) Optional<String> period) {
    this.schema = schema;
    this.organisations = organisations;
    this.period = period.map(RetentionPeriod::parse);
    this.purged =
        Counter.builder("sequences.retention.purged")
            .description("Mailings that this instance has purged.")
            .register(meters);
  }

  /** Makes a wrong period a failure of the start, and not of the first run. */
  void start(@Observes StartupEvent event) {
    LOG.debugf("Mailings are kept %s.", period.map(Period::toString).orElse("for ever"));
  }

  @Scheduled(
      every = "${sequences.retention.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> run() {
    if (period.isEmpty() || !schema.isDone()) {
      return Uni.createFrom().voidItem();
    }
    OffsetDateTime changedBefore = OffsetDateTime.now(ZoneOffset.UTC).minus(period.get());
    return Organisations.uni(
            () -> organisations.acrossAll("select all_organisations()", Tuple.tuple()))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> purge(row.getLong(0), changedBefore))
        .collect()
        .with(Collectors.summingLong(Long::longValue))
        .invoke(
            all -> {
              if (all > 0) {
                LOG.infof("Purged %,d mailings last changed before %s.", all, changedBefore);
              }
            })
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "The purge of old mailings broke off: %s",
                    DatabaseFaults.discreetReason(failure)))
        .onFailure()
        .recoverWithItem(0L)
        .replaceWithVoid();
  }

  /** Purges what an organisation has of old mailings, the oldest first, and says how many. */
  Uni<Long> purge(long organisation, OffsetDateTime changedBefore) {
    AtomicReference<Batch> last = new AtomicReference<>(Batch.NONE);
    return Multi.createBy()
        .repeating()
        .uni(() -> purgeBatch(organisation, changedBefore, last.get()).invoke(last::set))
        .whilst(batch -> batch.seen() == BATCH)
        .collect()
        .with(Collectors.summingLong(Batch::purged));
  }

  private Uni<Batch> purgeBatch(long organisation, OffsetDateTime changedBefore, Batch last) {
    return Organisations.uni(
            () ->
                organisations.run(
                    organisation,
                    "select * from purge_mailings($1, $2, $3, $4, $5)",
                    Tuple.of(organisation, changedBefore, last.lastMoment(), last.lastId(), BATCH)))
        .map(Batch::of)
        .invoke(batch -> purged.increment((double) batch.purged()));
  }

  /**
   * What one transaction did.
   *
   * @param seen how many mailings it looked at; fewer than it might when they were the last
   * @param lastMoment with lastId, where in the order of age it stopped; null before the start
   */
  private record Batch(long seen, long purged, OffsetDateTime lastMoment, Long lastId) {

    static final Batch NONE = new Batch(0, 0, null, null);

    /** No row: another instance is at work. */
    static Batch of(RowSet<Row> rows) {
      for (Row row : rows) {
        return new Batch(
            row.getLong("seen"),
            row.getLong("purged"),
            row.getOffsetDateTime("last_moment"),
            row.getLong("last_id"));
      }
      return NONE;
    }
  }
}
