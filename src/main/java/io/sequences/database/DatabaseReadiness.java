package io.sequences.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: the schema is in place and the database answers within two seconds. Metrics show
 * what the last probe was told.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {

  private static final String NAME = "database";
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final SchemaMigration schema;
  private final Pool pool;

  /** 1 or 0; not known before the first probe. */
  private volatile double ready = Double.NaN;

  DatabaseReadiness(SchemaMigration schema, Pool pool, MeterRegistry meters) {
    this.schema = schema;
    this.pool = pool;
    Gauge.builder("sequences.ready", this, readiness -> readiness.ready)
        .description("Whether the last probe was told that the database is there.")
        .register(meters);
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return probe()
        .invoke(told -> ready = told.getStatus() == HealthCheckResponse.Status.UP ? 1 : 0);
  }

  private Uni<HealthCheckResponse> probe() {
    if (!schema.isDone()) {
      return Uni.createFrom().item(HealthCheckResponse.down(NAME));
    }
    return pool.query("select 1")
        .execute()
        .ifNoItem()
        .after(DEADLINE)
        .fail()
        .map(rows -> HealthCheckResponse.up(NAME))
        .onFailure()
        .recoverWithItem(HealthCheckResponse.down(NAME));
  }
}
