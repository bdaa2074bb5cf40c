package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sequences.support.BenchTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the package takes from its start to its first answer out of the database, and how much
 * memory it has after a thousand requests: as it is, and with an archive of its classes, which up
 * to Java 23 is CDS and from then on the AOT cache. Needs the package, and Linux. Runs by {@code
 * ./mvnw package -DskipTests && ./mvnw test -Pbench -Dtest=StartBench}; {@code -Dbench.java=…}
 * names another Java's home, such as that of the image.
 */
@Tag("bench")
class StartBench {

  private static final int STARTS = Integer.getInteger("bench.starts", 5);
  private static final int REQUESTS = 1_000;
  private static final int FIRST_WITH_AOT = 24;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PATIENCE_FOR_ANSWER = Duration.ofSeconds(30);
  private static final Path JAVA =
      Path.of(System.getProperty("bench.java", System.getProperty("java.home")));

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private Map<String, String> settings;
  private String token;

  @Test
  void startAndMemory() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    token = PackagedService.token(keys.getPrivate(), "any");
    try (Database database = new Database(folder)) {
      settings = Database.settings(database.port());
      settings.put(
          "MP_JWT_VERIFY_PUBLICKEY_LOCATION", PackagedService.pem(folder, keys).toString());
      settings.put("QUARKUS_SHUTDOWN_DELAY", "0S");
      List<String> archive = archive();
      BenchTable table =
          new BenchTable(
              "start",
              "Java " + version(),
              "ms to the first answer",
              "MiB resident after " + REQUESTS + " requests");
      measure("without an archive", List.of(), table);
      measure("with " + archive.get(0).replaceAll("-XX:|=.*", ""), archive, table);
      table.print();
    }
  }

  /** Has the service write an archive at its end, and gives the options that use it. */
  private List<String> archive() throws Exception {
    boolean aot = version() >= FIRST_WITH_AOT;
    Path file = folder.resolve("archive");
    String written = (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file;
    try (PackagedService service = start(List.of(written))) {
      ask(service, REQUESTS);
      Processes.terminate(service.process());
      assertThat(service.awaitEnd(PATIENCE)).isTrue();
      assertThat(file).as(service.log()).isNotEmptyFile();
    }
    return List.of((aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file);
  }

  private void measure(String what, List<String> options, BenchTable table) throws Exception {
    List<Double> millis = new ArrayList<>();
    List<Double> mebibytes = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      long begin = System.nanoTime();
      try (PackagedService service = start(options)) {
        millis.add((double) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        ask(service, REQUESTS);
        mebibytes.add(resident(service.process()));
      }
    }
    table.row(what, BenchTable.median(millis), BenchTable.median(mebibytes));
  }

  /** Starts it and waits for its first answer. */
  private PackagedService start(List<String> options) throws IOException {
    PackagedService service =
        PackagedService.start(folder, settings, PackagedService.freePort(), JAVA, options);
    try {
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> status(service) == 200);
      return service;
    } catch (ConditionTimeoutException | UncheckedIOException neverAnswered) {
      service.close();
      throw new IllegalStateException(service.log(), neverAnswered);
    }
  }

  private void ask(PackagedService service, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(status(service)).isEqualTo(200);
    }
  }

  /** Of a read, or 0 while nothing listens. */
  private int status(PackagedService service) {
    URI sequences = URI.create("http://localhost:" + service.port() + "/api/v2/sequences");
    HttpRequest request =
        HttpRequest.newBuilder(sequences)
            .header("Authorization", "Bearer " + token)
            .timeout(PATIENCE_FOR_ANSWER)
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (HttpTimeoutException neverAnswered) {
      // Taken by the service, which promises an answer to all that it takes.
      throw new UncheckedIOException(neverAnswered);
    } catch (IOException notListening) {
      return 0;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(end);
    }
  }

  private static double resident(long process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  private static int version() throws IOException {
    String line =
        Files.readAllLines(JAVA.resolve("release")).stream()
            .filter(each -> each.startsWith("JAVA_VERSION="))
            .findFirst()
            .orElseThrow();
    return Integer.parseInt(line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"));
  }
}
