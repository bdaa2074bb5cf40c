package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.sequences.support.AtOnce;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The command migrate of the package, run by a role of its own, and beside it a service that may
 * not change the schema: as both run on Kubernetes.
 */
class MigrateIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void aServiceWithoutTheRightToMigrateBeginsOnceTheCommandIsDone() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
      createRoles(database);
      int port = database.getPort();
      Map<String, String> serving = new HashMap<>(login(port, "sequences", "web"));
      serving.put("DATABASE_MIGRATE", "false");
      try (PackagedService service = PackagedService.start(folder, serving)) {
        await()
            .atMost(PATIENCE)
            .until(() -> service.log().contains("the schema lacks version 1, 2, 3,"));
        // It looks at the schema before it listens.
        await().atMost(PATIENCE).until(() -> service.status("/q/health/live"), equalTo(200));
        assertThat(service.status("/q/health/ready")).isEqualTo(503);

        PackagedCommand wrongRole = migrate(login(port, "sequences", "web"));
        assertThat(wrongRole.err()).contains("not brought up to date", "permission denied");
        assertThat(wrongRole.out()).isEmpty();
        assertThat(wrongRole.status()).isEqualTo(2);
        assertThat(service.status("/q/health/ready")).isEqualTo(503);

        PackagedCommand done = migrate(owner(port));
        assertThat(done.err()).isEmpty();
        assertThat(done.out()).isEqualToIgnoringNewLines("The schema is up to date.");
        assertThat(done.status()).isZero();
        await().atMost(PATIENCE).until(() -> service.status("/q/health/ready"), equalTo(200));
        assertThat(migrate(owner(port)).status()).as("a second time").isZero();
      }
      migrateAsALaterVersionWould(port);
      assertThat(migrate(owner(port)).status()).as("of the version before").isZero();
      try (PackagedService restarted = PackagedService.start(folder, serving)) {
        await().atMost(PATIENCE).until(() -> restarted.status("/q/health/ready"), equalTo(200));
      }
    }
  }

  private static void migrateAsALaterVersionWould(int port) throws SQLException {
    try (Connection superuser = connect(port, "sequences");
        Statement statement = superuser.createStatement()) {
      statement.execute(
          """
          insert into flyway_schema_history
          select installed_rank + 1, '9999', 'later', type, 'V9999__later.sql', 1, installed_by, now(), 1, true
          from flyway_schema_history order by installed_rank desc limit 1
          """);
    }
  }

  @Test
  void waitsForADatabaseThatIsNotThereYet() throws Exception {
    int port = PackagedService.freePort();
    CompletableFuture<PackagedCommand> waiting =
        AtOnce.begin(() -> migrate(login(port, "postgres", "postgres")));
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().setPort(port).start()) {
      assertThat(waiting.join().status()).isZero();
      try (Connection connection = connect(port, "postgres");
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select count(*) from sequence")) {
        assertThat(row.next()).isTrue();
      }
      assertThat(database.getPort()).isEqualTo(port);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "migrate --repair, --repair is not understood.",
    "migrated, There is no command migrated."
  })
  void argumentsThatMakeNoSenseAreNamedAndNothingIsDone(String arguments, String complaint)
      throws Exception {
    PackagedCommand run = PackagedCommand.run(folder, Map.of(), arguments.split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith(complaint).contains("usage: java -jar quarkus-run.jar");
  }

  private PackagedCommand migrate(Map<String, String> settings) {
    try {
      return PackagedCommand.run(folder, settings, "migrate");
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Map<String, String> login(int port, String database, String role) {
    return Map.of(
        "DATABASE_URL", "postgresql://localhost:" + port + "/" + database,
        "DATABASE_USERNAME", role,
        "DATABASE_PASSWORD", role);
  }

  /** As the migration's own container is told it. */
  private static Map<String, String> owner(int port) {
    return Map.of(
        "DATABASE_URL", "postgresql://localhost:" + port + "/sequences",
        "DATABASE_MIGRATION_USERNAME", "migrator",
        "DATABASE_MIGRATION_PASSWORD", "migrator");
  }

  private static void createRoles(EmbeddedPostgres database) throws SQLException {
    try (Connection superuser = connect(database.getPort(), "postgres");
        Statement statement = superuser.createStatement()) {
      statement.execute("create role sequences_service nologin");
      statement.execute("create role migrator login password 'migrator'");
      statement.execute("create role web login password 'web' in role sequences_service");
      statement.execute("create database sequences owner migrator");
    }
  }

  private static Connection connect(int port, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/" + database, "postgres", "postgres");
  }
}
