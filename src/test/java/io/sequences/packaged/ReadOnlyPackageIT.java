package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.sequences.support.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package as an image has it: nothing in the environment but what the service is told, a home
 * and a working directory that nobody may write to. It serves, ends when it is told to, and leaves
 * no file behind.
 */
class ReadOnlyPackageIT {

  /** What was not known when it was built, and is what documents and refusals lead to. */
  private static final String PUBLIC_URL = "https://sequences.example.com";

  @TempDir private Path folder;

  @Test
  void servesAndWritesNothing() throws Exception {
    Artefact application = Artefact.built().copiedTo(folder.resolve("app"));
    forbidWriting(application.root());
    Map<String, String> before = files(application.root());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    String token = PackagedService.token(keys.getPrivate(), "any");
    try (Database database = new Database(folder)) {
      Map<String, String> settings = Database.settings(database.port());
      Path key = PackagedService.pem(folder, keys);
      Unprivileged.share(folder, key);
      settings.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", key.toString());
      settings.put("QUARKUS_SHUTDOWN_DELAY", "0S");
      settings.put("SEQUENCES_WIRE_PUBLIC_URL", PUBLIC_URL);
      try (PackagedService service = PackagedService.startBare(folder, settings, application)) {
        await()
            .atMost(Installation.PATIENCE)
            .until(() -> service.status("/q/health/ready"), equalTo(200));
        String created = service.createSequence("Bare", token).asString();
        assertThat(Json.parse(created).at("/data/attributes/name").textValue()).isEqualTo("Bare");
        assertThat(Json.parse(created).at("/data/links/self").textValue()).startsWith(PUBLIC_URL);
        String refused = service.get("/api/v2/sequences/0", token).asString();
        assertThat(Json.parse(refused).at("/errors/0/links/about").textValue())
            .startsWith(PUBLIC_URL);
        Processes.terminate(service.process());
        assertThat(service.awaitEnd(Installation.PATIENCE)).isTrue();
        assertThat(service.log()).doesNotContain("WARN", "ERROR");
      }
    }
    assertThat(files(application.root())).isEqualTo(before);
  }

  private static void forbidWriting(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path each : walk.toList()) {
        assertThat(each.toFile().setWritable(false, false)).isTrue();
      }
    }
  }

  /** Every file with its content and when it was changed, and every folder. */
  private static Map<String, String> files(Path root) throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path each : walk.toList()) {
        String content = Files.isDirectory(each) ? "" : digest(each);
        files.put(each.toString(), content + " " + Files.getLastModifiedTime(each));
      }
    }
    return files;
  }

  private static String digest(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
