package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The package and a database of its own, which a test may hold, stop and start. */
final class Installation implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int databasePort;
  private final Path data;
  private final PackagedService service;
  private final String token;
  private EmbeddedPostgres database;

  /** Starts both, and waits until the service is ready. */
  Installation(Path folder, Map<String, String> settings) throws Exception {
    databasePort = PackagedService.freePort();
    data = folder.resolve("data");
    startDatabase();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    token = PackagedService.token(keys.getPrivate(), "any");
    Map<String, String> all = new HashMap<>(settings);
    all.put("DATABASE_URL", "postgresql://localhost:" + databasePort + "/postgres");
    all.put("DATABASE_USERNAME", "postgres");
    all.put("DATABASE_PASSWORD", "postgres");
    all.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", PackagedService.pem(folder, keys).toString());
    service = PackagedService.start(folder, all);
    await().atMost(PATIENCE).until(() -> service.status("/q/health/ready"), equalTo(200));
  }

  PackagedService service() {
    return service;
  }

  String token() {
    return token;
  }

  Response sequences() {
    return service.get("/api/v2/sequences?page[size]=1", token);
  }

  void startDatabase() throws IOException {
    database =
        EmbeddedPostgres.builder()
            .setPort(databasePort)
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .start();
  }

  void stopDatabase() throws IOException {
    database.close();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + databasePort + "/postgres", "postgres", "postgres");
  }

  /** The processes behind the connections of the service. */
  List<Long> backends() throws SQLException {
    return processes("backend_type = 'client backend'");
  }

  /** All processes of the database, the one included that takes new connections. */
  List<Long> allProcesses() throws SQLException, IOException {
    List<Long> all = processes("true");
    all.add(Long.valueOf(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip()));
    return all;
  }

  private List<Long> processes(String condition) throws SQLException {
    List<Long> processes = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select pid from pg_stat_activity where pid <> pg_backend_pid() and "
                    + condition)) {
      while (rows.next()) {
        processes.add(rows.getLong(1));
      }
    }
    return processes;
  }

  /** What must never be in the log, whatever happened. */
  void assertLogIsDiscreet() throws IOException {
    assertThat(service.log())
        .doesNotContain("\tat ")
        .doesNotContain("Exception:")
        .doesNotContain("Bearer")
        .doesNotContain(token)
        .doesNotContainIgnoringCase("select ")
        .doesNotContainIgnoringCase("insert into");
  }

  @Override
  public void close() throws IOException {
    service.close();
    database.close();
  }
}
