package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The classes that libraries look for by their names while the package runs. A native executable
 * has those that are registered: extensions of Quarkus do so for the libraries that they are for,
 * and the service for all others. What is in the code as a constant its build finds by itself.
 */
class ReachedByNameIT {

  private static final String EACH_CLASS =
      """
      <configuration version="2.0">
        <event name="jdk.ClassLoad">
          <setting name="enabled">true</setting>
          <setting name="stackTrace">true</setting>
          <setting name="threshold">0 ms</setting>
        </event>
      </configuration>
      """;

  /**
   * Libraries that an extension is for, the Java that is a part of an executable, and the service's
   * own code, of which NativeReadinessTest knows that it looks for nothing.
   */
  private static final Pattern SEEN_TO =
      Pattern.compile(
          "(io\\.(sequences|quarkus|vertx|netty|smallrye|micrometer|prometheus|opentelemetry|agroal)"
              + "|org\\.(hibernate|flywaydb|postgresql|jboss|eclipse|yaml)"
              + "|com\\.(arjuna|fasterxml|sun)|jakarta|java|javax|jdk|sun)\\..*");

  /** How a class is loaded, whoever asks for it. */
  private static final Pattern LOADING =
      Pattern.compile(
          "(java\\.lang\\.ClassLoader|java\\.security\\.SecureClassLoader|jdk\\.internal\\.loader\\..*"
              + "|io\\.quarkus\\.bootstrap\\.runner\\..*)\\..*");

  private static final Pattern BY_NAME =
      Pattern.compile(
          "java\\.(lang\\.Class\\.forName0?|lang\\.invoke\\.MethodHandles\\$Lookup\\.findClass)");

  /** What the build of an executable has done already. */
  private static final String WHILE_IT_IS_BUILT = "io.quarkus.runner.ApplicationImpl.<clinit>";

  @TempDir private Path folder;

  @Test
  void isRegistered() throws Exception {
    assumeFalse(Artefact.built().isNative(), "An executable has found its classes already.");
    Path settings = Files.writeString(folder.resolve("classes.jfc"), EACH_CLASS);
    Path recording = folder.resolve("classes.jfr");
    List<String> options =
        List.of(
            "-XX:FlightRecorderOptions=stackdepth=512",
            "-XX:StartFlightRecording=settings=%s,filename=%s".formatted(settings, recording));
    try (Installation installation =
        new Installation(folder, Map.of("QUARKUS_SHUTDOWN_DELAY", "0s"), options)) {
      use(installation.service(), installation.token());
      Processes.terminate(installation.service().process());
      assertThat(installation.service().awaitEnd(Installation.PATIENCE)).isTrue();
    }
    Set<String> found = foundByName(recording);
    assertThat(found).anyMatch(name -> name.startsWith("com.github.benmanes.caffeine"));
    assertThat(found).isSubsetOf(registered());
  }

  private static void use(PackagedService service, String token) throws Exception {
    assertThat(service.createSequence("One", token).statusCode()).isEqualTo(201);
    for (String path :
        List.of(
            "/api/v2/sequences?filter[name]=One&include=owner,ruleset",
            "/api/v2/mailings?sort=-openedAt",
            "/api/v2/nothing",
            "/q/metrics",
            "/q/openapi")) {
      service.get(path, token);
    }
    assertThat(service.get("/api/v2/sequences", "no.such.token").statusCode()).isEqualTo(401);
    for (String format : List.of("application/x-ndjson", "text/csv")) {
      try (Download all = Download.of(service, token, "/api/v2/sequences", format)) {
        assertThat(all.toEnd().lines()).isPositive();
      }
    }
  }

  private static Set<String> registered() throws ClassNotFoundException {
    return Set.of(
        Class.forName("io.sequences.app.ReachedByName")
            .getAnnotation(RegisterForReflection.class)
            .classNames());
  }

  private static Set<String> foundByName(Path recording) throws IOException {
    Set<String> found = new TreeSet<>();
    try (RecordingFile events = new RecordingFile(recording)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getStackTrace() != null
            && askedForByName(event.getStackTrace().getFrames())
                .filter(who -> !SEEN_TO.matcher(who).matches())
                .isPresent()) {
          found.add(event.getClass("loadedClass").getName());
        }
      }
    }
    return found;
  }

  /** Who asks for a class by its name; nobody does when it comes along with another one. */
  private static Optional<String> askedForByName(List<RecordedFrame> stack) {
    List<String> callers =
        stack.stream()
            .map(frame -> frame.getMethod().getType().getName() + "." + frame.getMethod().getName())
            .toList();
    if (callers.contains(WHILE_IT_IS_BUILT)) {
      return Optional.empty();
    }
    List<String> loading =
        callers.stream().takeWhile(caller -> LOADING.matcher(caller).matches()).toList();
    List<String> asking = callers.subList(loading.size(), callers.size());
    boolean cameAlong = loading.stream().anyMatch(frame -> frame.contains(".defineClass"));
    if (cameAlong || asking.isEmpty() || !BY_NAME.matcher(asking.get(0)).matches()) {
      return Optional.empty();
    }
    return asking.stream().filter(caller -> !caller.startsWith("java.lang.")).findFirst();
  }
}
