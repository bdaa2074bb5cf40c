package io.sequences.mailing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.scheduler.Scheduled;
import io.sequences.database.Organisations;
import io.sequences.database.SchemaMigration;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jboss.logging.Logger;

/**
 * What the counter ledger looks like, for Prometheus: the same from every instance, since the
 * database is asked. It is asked by a job, so that a scrape never touches it; what is not known, or
 * not known any more, is NaN.
 */
@ApplicationScoped
class LedgerMetrics implements MeterBinder {

  private static final Logger LOG = Logger.getLogger(LedgerMetrics.class);

  /** Counting stops behind a million: by then something is wrong, and the count itself costs. */
  private static final String STATEMENT =
      """
      select pending_deltas(1000001) as pending,
        (select finished_at from upkeep where job = 'fold') as folded,
        (select drift from upkeep where job = 'check') as drift
      """;

  private final SchemaMigration schema;
  private final Organisations organisations;
  private volatile State state = State.UNKNOWN;

  LedgerMetrics(SchemaMigration schema, Organisations organisations) {
    this.schema = schema;
    this.organisations = organisations;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("sequences.ledger.pending.deltas", this, metrics -> metrics.state.pending)
        .description("Counter deltas that wait to be folded; counted up to 1000001.")
        .register(registry);
    Gauge.builder("sequences.ledger.last.fold", this, metrics -> metrics.state.sinceFold())
        .description("Time since an instance last left nothing to fold.")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("sequences.ledger.drift", this, metrics -> metrics.state.drift)
        .description("Figures that the last check of all sequences left different from a recount.")
        .register(registry);
  }

  @Scheduled(
      every = "${sequences.metrics.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> refresh() {
    if (!schema.isDone()) {
      return Uni.createFrom().voidItem();
    }
    return Organisations.uni(() -> organisations.acrossAll(STATEMENT, Tuple.tuple()))
        .map(rows -> State.of(rows.iterator().next()))
        .onFailure()
        .invoke(failure -> LOG.debugf("The ledger was not measured: %s", failure.getMessage()))
        .onFailure()
        .recoverWithItem(State.UNKNOWN)
        .invoke(now -> state = now)
        .replaceWithVoid();
  }

  /**
   * As of the last look.
   *
   * @param folded null when it is not known
   */
  private record State(double pending, Instant folded, double drift) {

    static final State UNKNOWN = new State(Double.NaN, null, Double.NaN);

    static State of(Row row) {
      OffsetDateTime folded = row.getOffsetDateTime("folded");
      Long drift = row.getLong("drift");
      return new State(
          row.getLong("pending"),
          folded == null ? null : folded.toInstant(),
          drift == null ? Double.NaN : drift);
    }

    double sinceFold() {
      return folded == null
          ? Double.NaN
          : Math.max(0, Duration.between(folded, Instant.now()).toMillis() / 1e3);
    }
  }
}
