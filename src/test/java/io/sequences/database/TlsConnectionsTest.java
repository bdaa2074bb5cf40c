package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sequences.support.Authority;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two clients connect, or do not, by the same address: the migration's and the service's. */
class TlsConnectionsTest {

  @TempDir private static Path folder;

  private static Vertx vertx;
  private static EmbeddedPostgres plain;
  private static EmbeddedPostgres encrypted;
  private static Path authority;
  private static Path namesake;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    plain = EmbeddedPostgres.start();
    Authority ours = new Authority(folder);
    authority = ours.certificate();
    namesake = new Authority(folder).certificate();
    EmbeddedPostgres.Builder server = EmbeddedPostgres.builder();
    ours.settings("localhost").forEach(server::setServerConfig);
    encrypted = server.start();
  }

  @AfterAll
  static void stop() throws IOException {
    encrypted.close();
    plain.close();
    vertx.close();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, ENCRYPTED, false",
    "localhost, ENCRYPTED?sslmode=disable, false",
    "localhost, ENCRYPTED?sslmode=require, true",
    "127.0.0.1, ENCRYPTED?sslmode=require, true",
    "localhost, ENCRYPTED?sslmode=verify-full&sslrootcert=AUTHORITY, true",
    "127.0.0.1, ENCRYPTED?sslmode=verify-ca&sslrootcert=AUTHORITY, true",
    "localhost, ENCRYPTED?sslrootcert=AUTHORITY&sslmode=verify-full, true",
    "localhost, PLAIN?sslmode=disable, false",
  })
  void bothConnect(String host, String rest, boolean tls) throws Exception {
    assertThat(isEncrypted(overJdbc(host, rest))).isEqualTo(tls);
    PgConnection connection = reactively(host, rest);
    try {
      assertThat(connection.isSSL()).isEqualTo(tls);
    } finally {
      connection.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, PLAIN?sslmode=require, the server does without TLS, the server does without TLS",
    "127.0.0.1, ENCRYPTED?sslmode=verify-full&sslrootcert=AUTHORITY,"
        + " the server's certificate is for another host, SSL handshake failed",
    "localhost, ENCRYPTED?sslmode=verify-full&sslrootcert=NAMESAKE,"
        + " the server's certificate is signed by nobody of those, SSL handshake failed",
    "localhost, ENCRYPTED?sslmode=verify-ca&sslrootcert=NAMESAKE,"
        + " the server's certificate is signed by nobody of those, SSL handshake failed",
  })
  void neitherConnectsAndBothSayWhy(String host, String rest, String first, String then) {
    assertThatThrownBy(() -> overJdbc(host, rest))
        .satisfies(failure -> assertThat(DatabaseFaults.reason(failure)).startsWith(first));
    assertThatThrownBy(() -> reactively(host, rest))
        .satisfies(failure -> assertThat(DatabaseFaults.reason(failure)).startsWith(then))
        .satisfies(failure -> assertThat(DatabaseFaults.isOutage(failure)).isTrue());
  }

  private static Connection overJdbc(String host, String rest) throws SQLException {
    return DriverManager.getConnection(
        Tls.withMode("jdbc:" + address(host, rest)), "postgres", "postgres");
  }

  private static PgConnection reactively(String host, String rest)
      throws InterruptedException, ExecutionException {
    String address = address(host, rest);
    PgConnectOptions server =
        PgConnectOptions.fromUri(Tls.without(address)).setUser("postgres").setPassword("postgres");
    Tls.of(address).applyTo(server);
    return PgConnection.connect(vertx, server).toCompletionStage().toCompletableFuture().get();
  }

  private static String address(String host, String rest) {
    return "postgresql://%s:%s"
        .formatted(host, rest)
        .replace("PLAIN", plain.getPort() + "/postgres")
        .replace("ENCRYPTED", encrypted.getPort() + "/postgres")
        .replace("AUTHORITY", authority.toString())
        .replace("NAMESAKE", namesake.toString());
  }

  private static boolean isEncrypted(Connection connection) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
