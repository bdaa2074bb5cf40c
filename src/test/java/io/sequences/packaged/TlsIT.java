package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.sequences.support.Authority;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package and a PostgreSQL that speaks TLS: by what DATABASE_URL says of it, the command
 * migrates and the service serves, both or neither. {@code TlsConnectionsTest} has all the ways.
 */
class TlsIT {

  @TempDir private Path folder;

  @Test
  void migratesAndServesWhereTheServerIsTheOneThatItShouldBeAndSaysSoWhereItIsNot()
      throws Exception {
    Authority authority = new Authority(folder);
    String trusted = "&sslrootcert=" + authority.certificate();
    try (Database database = new Database(folder, authority.settings("localhost"))) {
      try (PackagedService service = start(database, "127.0.0.1", "verify-full" + trusted)) {
        await()
            .atMost(Installation.PATIENCE)
            .until(() -> service.log().contains("Not ready: postgresql://127.0.0.1:"));
        assertThat(service.log())
            .contains("Reason: the server's certificate is for another host than DATABASE_URL")
            .doesNotContain("erifier")
            .doesNotContainPattern("\\w(Exception|Error)\\b");
        assertThat(service.status("/q/health/ready")).isEqualTo(503);
      }
      Map<String, String> settings = settings(database, "localhost", "verify-full" + trusted);
      PackagedCommand migration = PackagedCommand.run(folder, settings, "migrate");
      assertThat(migration.err()).isEmpty();
      assertThat(migration.status()).isZero();
      for (String mode : List.of("verify-full" + trusted, "require")) {
        try (PackagedService service = start(database, "localhost", mode)) {
          await()
              .atMost(Installation.PATIENCE)
              .until(() -> service.status("/q/health/ready"), equalTo(200));
          assertThat(connections(database, "where pid <> pg_backend_pid()"))
              .isPositive()
              .isEqualTo(connections(database, "where pid <> pg_backend_pid() and ssl"));
        }
      }
    }
  }

  private PackagedService start(Database database, String host, String mode) throws Exception {
    return PackagedService.start(folder, settings(database, host, mode));
  }

  private static Map<String, String> settings(Database database, String host, String mode) {
    Map<String, String> settings = Database.settings(database.port());
    settings.computeIfPresent(
        "DATABASE_URL", (name, url) -> url.replace("localhost", host) + "?sslmode=" + mode);
    return settings;
  }

  private static int connections(Database database, String condition) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_stat_ssl join pg_stat_activity using (pid) "
                    + condition
                    + " and backend_type = 'client backend'")) {
      row.next();
      return row.getInt(1);
    }
  }
}
