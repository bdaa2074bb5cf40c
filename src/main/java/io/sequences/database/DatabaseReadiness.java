package io.sequences.database;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the schema is in place and the database answers within two seconds. */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {

  private static final String NAME = "database";
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final SchemaMigration schema;
  private final Pool pool;

  DatabaseReadiness(SchemaMigration schema, Pool pool) {
    this.schema = schema;
    this.pool = pool;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
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
