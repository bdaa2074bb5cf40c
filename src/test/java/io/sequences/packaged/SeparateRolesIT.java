package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package on a server where one role owns the tables and another one logs in to serve, and
 * neither is privileged: what has to be done by hand is said, one step after the other.
 */
class SeparateRolesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void servesOnceTheRolesThatItAsksForAreThere() throws Exception {
    KeyPair keys = keys();
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start();
        Connection superuser = connect(database.getPort(), "postgres")) {
      run(superuser, "create role migrator login password 'm'");
      run(superuser, "create role web login password 'w'");
      run(superuser, "create database sequences owner migrator");
      Map<String, String> settings =
          Map.of(
              "DATABASE_URL",
              "postgresql://localhost:" + database.getPort() + "/sequences",
              "DATABASE_USERNAME",
              "web",
              "DATABASE_PASSWORD",
              "w",
              "DATABASE_MIGRATION_USERNAME",
              "migrator",
              "DATABASE_MIGRATION_PASSWORD",
              "m",
              "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
              PackagedService.pem(folder, keys).toString());
      try (PackagedService service = PackagedService.start(folder, settings)) {
        awaitLog(service, "the role sequences_service is missing, and migrator may not create it");
        run(superuser, "create role sequences_service nologin");
        awaitLog(service, "grant sequences_service to the role that DATABASE_USERNAME names");
        assertThat(service.status("/q/health/ready")).isEqualTo(503);
        run(superuser, "grant sequences_service to web");
        await().atMost(PATIENCE).until(() -> service.status("/q/health/ready"), equalTo(200));

        String token = PackagedService.token(keys.getPrivate(), "any");
        assertThat(service.createSequence("First", token).statusCode()).isEqualTo(201);
        assertThat(service.get("/api/v2/sequences", token).jsonPath().getList("data")).hasSize(1);
      }
      try (Connection sequences = connect(database.getPort(), "sequences")) {
        assertThat(text(sequences, "select tableowner from pg_tables where tablename = 'sequence'"))
            .isEqualTo("migrator");
        assertThat(
                text(
                    sequences,
                    "select string_agg(rolname, ' ') from pg_roles where (rolsuper or rolbypassrls)"
                        + " and rolname in ('web', 'migrator', 'sequences_service')"))
            .isNull();
      }
    }
  }

  @Test
  void doesNotServeAsARoleThatSeesEverything() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start();
        Connection superuser = connect(database.getPort(), "postgres")) {
      run(superuser, "create role sequences_service bypassrls");
      Map<String, String> settings =
          Map.of(
              "DATABASE_URL",
              "postgresql://localhost:" + database.getPort() + "/postgres",
              "DATABASE_USERNAME",
              "postgres",
              "DATABASE_PASSWORD",
              "postgres");
      try (PackagedService service = PackagedService.start(folder, settings)) {
        awaitLog(service, "row level security does not hold the role sequences_service back");
        assertThat(service.status("/q/health/ready")).isEqualTo(503);
        run(superuser, "alter role sequences_service nobypassrls");
        await().atMost(PATIENCE).until(() -> service.status("/q/health/ready"), equalTo(200));
      }
    }
  }

  private static void awaitLog(PackagedService service, String text) {
    await().atMost(PATIENCE).until(() -> service.log().contains(text));
  }

  private static Connection connect(int port, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/" + database, "postgres", "postgres");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static KeyPair keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }
}
