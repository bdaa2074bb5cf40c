package io.sequences.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.sequences.packaged.Database;
import io.sequences.packaged.PackagedCommand;
import io.sequences.packaged.PackagedService;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/**
 * The package as it runs somewhere: clients, a network, the service, a network, the database. Each
 * can be broken, and is put right again.
 */
final class Deployment implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final Map<String, String> settings;
  private final Database database;
  private final Proxy toDatabase;
  private final Proxy toService;
  private final String token;
  private PackagedService service;

  /** Starts all of it, and waits until the service is ready. */
  Deployment(Path folder, Map<String, String> moreSettings) throws Exception {
    this(folder, moreSettings, true);
  }

  /** The same with no network before the database, which would take its part of the machine. */
  static Deployment direct(Path folder, Map<String, String> moreSettings) throws Exception {
    return new Deployment(folder, moreSettings, false);
  }

  private Deployment(Path folder, Map<String, String> moreSettings, boolean network)
      throws Exception {
    this.folder = folder;
    database = new Database(folder);
    try (Connection connection = database.connect()) {
      assertThat(text(connection, "show fsync")).isEqualTo("on");
      assertThat(text(connection, "show synchronous_commit")).isEqualTo("on");
    }
    toDatabase = new Proxy(database.port());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    token = PackagedService.token(keys.getPrivate(), "any");
    settings = Database.settings(network ? toDatabase.port() : database.port());
    settings.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", PackagedService.pem(folder, keys).toString());
    settings.put("SEQUENCES_LIMITS_REQUESTS_PER_HOUR", "0");
    settings.put("SEQUENCES_COUNTERS_FOLD_EVERY", "1s");
    settings.putAll(moreSettings);
    int port = PackagedService.freePort();
    toService = new Proxy(port);
    service = start(port);
    awaitReady(service);
  }

  /** Starts an instance at this port; it takes a while until it is ready. */
  PackagedService start(int port) throws IOException {
    return PackagedService.start(folder, settings, port);
  }

  static void awaitReady(PackagedService service) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> service.status("/q/health/ready"), equalTo(200));
  }

  /** Waits until the service can work again. */
  void awaitReady() {
    awaitReady(service);
  }

  PackagedService service() {
    return service;
  }

  Database database() {
    return database;
  }

  Proxy toDatabase() {
    return toDatabase;
  }

  Proxy toService() {
    return toService;
  }

  /** A client that comes over the network. */
  Sender sender() {
    return new Sender(toService.port(), token);
  }

  /** A client of one instance. */
  Sender sender(PackagedService instance) {
    return new Sender(instance.port(), token);
  }

  String token() {
    return token;
  }

  /** Kills the service at once, and starts it again where it was. */
  void killService() throws IOException, InterruptedException {
    service.close();
    assertThat(service.awaitEnd(PATIENCE)).isTrue();
    service = start(service.port());
  }

  /** Kills all of the database, and starts it again on what is on its disk. */
  void killDatabase() throws IOException, InterruptedException {
    database.kill();
    database.start();
  }

  /** Has the package recount all figures, which must be right. */
  void assertCountersAreRight() throws IOException, InterruptedException {
    Map<String, String> direct = Database.settings(database.port());
    PackagedCommand check = PackagedCommand.run(folder, direct, "check-counters");
    Report.say("check-counters: " + check.out().strip());
    assertThat(check.status()).as(check.out() + check.err()).isZero();
  }

  static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
    toService.close();
    toDatabase.close();
    database.close();
  }
}
