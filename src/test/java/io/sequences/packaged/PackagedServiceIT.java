package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;

import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the people who run the production package see of it. */
class PackagedServiceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void becomesReadyByItselfWhenTheMissingDatabaseAppears() throws Exception {
    int databasePort = PackagedService.freePort();
    KeyPair keys = keys("RSA");
    try (PackagedService service =
        PackagedService.start(
            folder, settings(databasePort, PackagedService.pem(folder, keys).toString()))) {
      await().atMost(PATIENCE).until(() -> service.status("/q/health/live"), equalTo(200));
      await().atMost(PATIENCE).until(() -> service.log().contains("Not ready"));
      assertThat(service.status("/q/health/ready")).isEqualTo(503);
      String token = PackagedService.token(keys.getPrivate(), "any");
      assertDatabaseIsMissed(service, token);
      assertThat(service.log().lines().filter(line -> line.contains("Not ready"))).hasSize(1);
      assertThat(service.log()).doesNotContain("\tat ");

      try (EmbeddedPostgres database = database(databasePort)) {
        await().atMost(PATIENCE).until(() -> service.status("/q/health/ready"), equalTo(200));
        assertThat(service.createSequence("First", token).statusCode()).isEqualTo(201);
        assertThat(service.get("/api/v2/sequences", token).jsonPath().getList("data")).hasSize(1);
        assertThat(database.getPort()).isEqualTo(databasePort);
      }
      await().atMost(PATIENCE).until(() -> service.status("/q/health/ready"), equalTo(503));
      assertThat(service.status("/q/health/live")).isEqualTo(200);
      assertDatabaseIsMissed(service, token);
    }
  }

  @Test
  void hasNothingOfDevInIt() throws Exception {
    try (PackagedService service = PackagedService.start(folder, Map.of())) {
      await().atMost(PATIENCE).until(() -> service.status("/q/health/live"), equalTo(200));
      assertThat(service.status("/dev/token")).isEqualTo(404);
      assertThat(service.status("/q/swagger-ui")).isEqualTo(404);
      assertThat(service.status("/q/openapi")).isEqualTo(200);
      assertThat(service.status("/q/metrics")).isEqualTo(200);
      assertThat(service.raw("GET /api/v2/sequences/% HTTP/1.1\nHost: localhost"))
          .startsWith("HTTP/1.1 4")
          .contains("\"errors\"");
      await().atMost(PATIENCE).until(() -> service.log().contains("DATABASE_URL is not set"));
    }
  }

  @Test
  void verifiesTokensByAnEllipticCurveKey() throws Exception {
    KeyPair keys = keys("EC");
    try (EmbeddedPostgres database = database(0);
        PackagedService service =
            ready(
                with(
                    settings(database.getPort(), PackagedService.pem(folder, keys).toString()),
                    "MP_JWT_VERIFY_PUBLICKEY_ALGORITHM",
                    "ES256"))) {
      assertThat(statusWith(service, keys)).isEqualTo(200);
      assertThat(statusWith(service, keys("RSA"))).isEqualTo(401);
      assertThat(statusWith(service, keys("EC"))).isEqualTo(401);
    }
  }

  @Test
  void refusesEveryTokenWhenNoIssuerIsConfigured() throws Exception {
    KeyPair keys = keys("RSA");
    try (EmbeddedPostgres database = database(0);
        PackagedService service =
            ready(
                with(
                    settings(database.getPort(), PackagedService.pem(folder, keys).toString()),
                    "MP_JWT_VERIFY_ISSUER",
                    ""))) {
      assertThat(statusWith(service, keys)).isEqualTo(401);
      assertThat(service.log()).contains("MP_JWT_VERIFY_ISSUER is not set");
    }
  }

  @Test
  void namesAKeyThatCannotBeReadAndRefusesTokens() throws Exception {
    try (EmbeddedPostgres database = database(0);
        PackagedService service = ready(settings(database.getPort(), "/no/such.pem"))) {
      assertThat(service.log()).contains("Every token is refused: the file /no/such.pem");
      assertThat(statusWith(service, keys("RSA"))).isEqualTo(401);
    }
  }

  @Test
  void keepsAPasswordInTheAddressOutOfTheLog() throws Exception {
    try (PackagedService service =
        PackagedService.start(
            folder, Map.of("DATABASE_URL", "postgresql://joe:secret@localhost:1/sequences"))) {
      await().atMost(PATIENCE).until(() -> service.log().contains("Not ready"));
      assertThat(service.log()).doesNotContain("secret");
    }
  }

  @Test
  void verifiesTokensByTheKeySetAtAnAddress() throws Exception {
    KeyPair keys = keys("RSA");
    HttpServer issuer = keySetServer(keys);
    String address = "http://localhost:" + issuer.getAddress().getPort() + "/jwks.json";
    try (EmbeddedPostgres database = database(0);
        PackagedService service = ready(settings(database.getPort(), address))) {
      assertThat(statusWith(service, keys)).isEqualTo(200);
      assertThat(statusWith(service, keys("RSA"))).isEqualTo(401);
    } finally {
      issuer.stop(0);
    }
  }

  @Test
  void verifiesTokensByAKeySetFile() throws Exception {
    KeyPair keys = keys("RSA");
    Path file = Files.writeString(folder.resolve("jwks.json"), keySet(keys));
    try (EmbeddedPostgres database = database(0);
        PackagedService service = ready(settings(database.getPort(), file.toString()))) {
      assertThat(statusWith(service, keys)).isEqualTo(200);
      assertThat(statusWith(service, keys("RSA"))).isEqualTo(401);
    }
  }

  @Test
  void sendsStringIdsWhereThatIsConfigured() throws Exception {
    KeyPair keys = keys("RSA");
    String token = PackagedService.token(keys.getPrivate(), "any");
    try (EmbeddedPostgres database = database(0);
        PackagedService service =
            ready(
                with(
                    settings(database.getPort(), PackagedService.pem(folder, keys).toString()),
                    "SEQUENCES_WIRE_IDS",
                    "string"))) {
      service
          .createSequence("First", token)
          .then()
          .statusCode(201)
          .body("data.id", instanceOf(String.class))
          .body("data.relationships.ruleset.data.id", instanceOf(String.class));
    }
  }

  private static void assertDatabaseIsMissed(PackagedService service, String token) {
    service
        .get("/api/v2/sequences", token)
        .then()
        .statusCode(503)
        .header("Retry-After", "1")
        .contentType("application/vnd.api+json")
        .body("errors[0].id", equalTo("databaseUnavailable"))
        .body("errors[0].links.about", endsWith("/api/errors#databaseUnavailable"));
    assertThat(service.status("/api/errors")).isEqualTo(200);
  }

  private PackagedService ready(Map<String, String> settings) throws IOException {
    PackagedService service = PackagedService.start(folder, settings);
    await().atMost(PATIENCE).until(() -> service.status("/q/health/ready"), equalTo(200));
    return service;
  }

  private static int statusWith(PackagedService service, KeyPair keys) {
    String token = PackagedService.token(keys.getPrivate(), "first");
    return service.get("/api/v2/sequences", token).statusCode();
  }

  private static EmbeddedPostgres database(int port) throws IOException {
    return EmbeddedPostgres.builder().setPort(port).start();
  }

  private static Map<String, String> settings(int databasePort, String keyLocation) {
    return Map.of(
        "DATABASE_URL",
        "postgresql://localhost:" + databasePort + "/postgres",
        "DATABASE_USERNAME",
        "postgres",
        "DATABASE_PASSWORD",
        "postgres",
        "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
        keyLocation);
  }

  private static Map<String, String> with(Map<String, String> settings, String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return more;
  }

  private static KeyPair keys(String algorithm) throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    return generator.generateKeyPair();
  }

  private static String keySet(KeyPair keys) throws Exception {
    RsaJsonWebKey key = new RsaJsonWebKey((RSAPublicKey) keys.getPublic());
    key.setKeyId("first");
    key.setUse("sig");
    key.setAlgorithm("RS256");
    return new JsonWebKeySet(key).toJson();
  }

  private static HttpServer keySetServer(KeyPair keys) throws Exception {
    byte[] body = keySet(keys).getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jwks.json",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
