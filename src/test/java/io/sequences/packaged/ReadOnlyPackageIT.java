package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.sequences.support.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
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
    Path application = copied(Path.of("target", "quarkus-app"), folder.resolve("app"));
    Map<String, String> before = files(application);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    String token = PackagedService.token(keys.getPrivate(), "any");
    try (Database database = new Database(folder)) {
      Map<String, String> settings = Database.settings(database.port());
      settings.put(
          "MP_JWT_VERIFY_PUBLICKEY_LOCATION", PackagedService.pem(folder, keys).toString());
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
    assertThat(files(application)).isEqualTo(before);
  }

  private static Path copied(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path each : all) {
      Files.copy(
          each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
    }
    for (Path each : all) {
      assertThat(to.resolve(from.relativize(each).toString()).toFile().setWritable(false, false))
          .isTrue();
    }
    return to;
  }

  /** Every file with its size and when it was changed. */
  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path each : walk.toList()) {
        files.put(each.toString(), Files.size(each) + " " + Files.getLastModifiedTime(each));
      }
    }
    return files;
  }
}
