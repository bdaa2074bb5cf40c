package io.sequences.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.sequences.database.DatabaseFaults;
import io.sequences.database.LongWork;
import io.sequences.database.Organisations;
import io.sequences.database.SchemaMigration;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Fills the organisation {@code demo} once, so that dev has something to show. */
@IfBuildProfile(anyOf = {"dev", "test"})
@Singleton
class DemoData {

  /** The organisation that the script fills. */
  static final String ORGANISATION = "demo";

  private static final Logger LOG = Logger.getLogger(DemoData.class);
  private static final String SCRIPT = "/dev/demo.sql";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** One load at a time: a second dev run on the same database waits, and finds it done. */
  private static final String LOCK = "select pg_advisory_xact_lock(hashtext('demo data'))";

  /** The script fills tables that are the service's only in part: it is the work of their owner. */
  private static final String AS_OWNER = "set local role none";

  private static final String LOADED =
      """
      select exists (select 1 from sequence s join organization o on o.id = s.org_id
        where o.external_id = 'demo')
      """;

  private final SchemaMigration schema;
  private final Pool pool;
  private final boolean wanted;

  DemoData(
      SchemaMigration schema,
      Pool pool,
      @ConfigProperty(name = "sequences.dev.demo-data") boolean wanted) {
    this.schema = schema;
    this.pool = pool;
    this.wanted = wanted;
  }

  /** Before the service listens, so that the first request finds the data. */
  void start(@Observes @Priority(SchemaMigration.PRIORITY + 1) StartupEvent event) {
    if (!wanted) {
      return;
    }
    if (!schema.isDone()) {
      LOG.warn("No demo data: the database is not there. The next start tries again.");
      return;
    }
    Instant begin = Instant.now();
    try {
      if (load().await().atMost(PATIENCE)) {
        LOG.infof(
            "Demo data loaded in %.1f s.", Duration.between(begin, Instant.now()).toMillis() / 1e3);
      }
    } catch (RuntimeException failure) {
      LOG.errorf("No demo data: %s", DatabaseFaults.reason(failure));
    }
  }

  /** Loads the data, all or nothing, and says whether it did: not when it is there already. */
  Uni<Boolean> load() {
    return pool.withTransaction(
            connection ->
                connection
                    .query(AS_OWNER)
                    .execute()
                    .chain(
                        () ->
                            Organisations.uni(
                                () -> LongWork.allow(connection.getDelegate(), PATIENCE)))
                    .chain(() -> connection.query(LOCK).execute())
                    .chain(() -> connection.query(LOADED).execute())
                    .map(rows -> rows.iterator().next().getBoolean(0))
                    .chain(loaded -> loaded ? Uni.createFrom().item(false) : run(connection)))
        .call(
            added ->
                added
                    // The load has folded its deltas; reads would step over them until autovacuum
                    // comes.
                    ? pool.query("vacuum mailing_delta").execute()
                    : Uni.createFrom().voidItem());
  }

  private static Uni<Boolean> run(SqlConnection connection) {
    return connection.query(script()).execute().replaceWith(true);
  }

  private static String script() {
    try (InputStream script = DemoData.class.getResourceAsStream(SCRIPT)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
