package io.sequences.database;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Brings the schema up to date at start-up, or waits until somebody else has, and looks whether the
 * wall between organisations stands. While the database is missing the service lives without being
 * ready, tries again every two seconds, and says so in one line for each new reason.
 */
@Singleton
public class SchemaMigration {

  /** Observers of the start that need the schema come after this one. */
  public static final int PRIORITY = 100;

  private static final Logger LOG = Logger.getLogger(SchemaMigration.class);
  private static final long RETRY_SECONDS = 2;

  private final Schema schema;
  private final WallCheck wall;
  private final boolean atStart;
  private final boolean migrates;
  private final Optional<String> databaseUrl;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private String lastFault = "";

  SchemaMigration(
      Schema schema,
      WallCheck wall,
      @ConfigProperty(name = "sequences.database.at-start") boolean atStart,
      @ConfigProperty(name = "sequences.database.migrate") boolean migrates,
      @ConfigProperty(name = "DATABASE_URL") Optional<String> databaseUrl) {
    this.schema = schema;
    this.wall = wall;
    this.atStart = atStart;
    this.migrates = migrates;
    this.databaseUrl = databaseUrl;
  }

  /** Whether the schema is the one that this version needs. */
  public boolean isDone() {
    return done.getCount() == 0;
  }

  /** Waits until the schema is the one that this version needs, and says whether it came to be. */
  public boolean awaitDone(Duration patience) throws InterruptedException {
    return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  void start(@Observes @Priority(PRIORITY) StartupEvent event) {
    if (!atStart) {
      return;
    }
    // In production off the starting thread: liveness must not wait for a database that hangs.
    if (LaunchMode.current() == LaunchMode.NORMAL || !prepare()) {
      Thread migrator = new Thread(this::prepareUntilDone, "schema-migration");
      migrator.setDaemon(true);
      migrator.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
  }

  private void prepareUntilDone() {
    try {
      while (!prepare() && !stopped.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
        // Until the database is there, or the service stops.
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean prepare() {
    try {
      if (migrates) {
        schema.migrate();
      } else {
        schema.require();
      }
      wall.require();
      done.countDown();
      LOG.info("The database is there, and its schema up to date.");
    } catch (RuntimeException failure) {
      String fault = DatabaseFaults.reason(failure);
      boolean stopping = stopped.getCount() == 0;
      if (!stopping && !fault.equals(lastFault)) {
        LOG.errorf(
            "Not ready: %s cannot be used as it is; trying again every %d" + " seconds. Reason: %s",
            databaseUrl
                .map(DatabaseFaults::withoutCredentials)
                .orElse("the default database (DATABASE_URL is not set)"),
            RETRY_SECONDS,
            fault);
        lastFault = fault;
      }
    }
    return isDone();
  }
}
