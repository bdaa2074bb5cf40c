package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The package and a database of its own, which a test may hold, stop and start. */
final class Installation implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Database database;
  private final PackagedService service;
  private final String token;

  /** Starts both, and waits until the service is ready. */
  Installation(Path folder, Map<String, String> settings) throws Exception {
    this(folder, settings, List.of());
  }

  /** Starts both, the service with options of the virtual machine. */
  Installation(Path folder, Map<String, String> settings, List<String> options) throws Exception {
    database = new Database(folder);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    token = PackagedService.token(keys.getPrivate(), "any");
    Map<String, String> all = Database.settings(database.port());
    all.putAll(settings);
    all.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", PackagedService.pem(folder, keys).toString());
    service =
        PackagedService.start(
            folder,
            all,
            PackagedService.freePort(),
            Path.of(System.getProperty("java.home")),
            options);
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

  Database database() {
    return database;
  }

  /** What must never be in the log, whatever happened. */
  void assertLogIsDiscreet() throws IOException {
    assertThat(service.log())
        .doesNotContain("\tat ")
        // As JSON has it.
        .doesNotContain("\\tat ")
        .doesNotContainPattern("\\w(Exception|Error)\\b")
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
