package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.sequences.support.AtOnce;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients and probes see of a database that hangs, goes away and comes back. */
class DatabaseFaultsIT {

  private static final Duration NOTICED = Duration.ofSeconds(3);
  private static final Duration BACK = Duration.ofSeconds(5);
  private static final int CLIENTS = 30;

  @TempDir private Path folder;

  private record Answer(int status, String body, Duration after) {

    static Answer to(Supplier<Response> request) {
      long start = System.nanoTime();
      Response response = request.get();
      return new Answer(
          response.statusCode(), response.asString(), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private List<Answer> allAtOnce(Installation installation) {
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> AtOnce.begin(() -> Answer.to(installation::sequences)))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static void assertUnavailable(Answer answer, Duration within) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body())
        .containsAnyOf("\"overloaded\"", "\"databaseUnavailable\"")
        .contains("requestId");
    assertThat(answer.after()).isLessThan(within);
  }

  private static void assertBackWithin(Duration time, Installation installation) {
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(time)
        .until(() -> installation.sequences().statusCode() == 200);
  }

  private static void assertFoundInLog(String id, Installation installation) throws Exception {
    String head =
        """
        GET /api/v2/sequences HTTP/1.1
        Host: localhost
        X-Request-Id: %s
        Authorization: Bearer %s"""
            .formatted(id, installation.token());
    assertThat(installation.service().raw(head))
        .startsWith("HTTP/1.1 503")
        .contains("\"requestId\":\"" + id + "\"");
    assertThat(installation.service().log().lines())
        .anyMatch(
            line ->
                line.contains("\"requestId\":\"" + id + "\"")
                    && line.contains("\"message\":\"The database is not available"));
  }

  @Test
  void connectionsThatHangAreReplaced() throws Exception {
    try (Installation installation = new Installation(folder, Map.of())) {
      allAtOnce(installation);
      List<Long> held = installation.database().backends();
      assertThat(held).hasSizeGreaterThan(5);
      Processes.hold(held);
      try {
        allAtOnce(installation).stream()
            .filter(answer -> answer.status() != 200)
            .forEach(answer -> assertUnavailable(answer, NOTICED));
        // They still hang; it has others.
        assertBackWithin(BACK, installation);
        await()
            .atMost(BACK)
            .until(() -> allAtOnce(installation).stream().allMatch(a -> a.status() == 200));
        assertThat(installation.service().log())
            .contains("the database does not answer on it in time");
      } finally {
        Processes.resume(held);
      }
      installation.assertLogIsDiscreet();
    }
  }

  @Test
  void aDatabaseThatHangsIsNoticedInTimeAndUsedAgainWhenItGoesOn() throws Exception {
    try (Installation installation = new Installation(folder, Map.of())) {
      allAtOnce(installation);
      List<Long> held = installation.database().allProcesses();
      Processes.hold(held);
      try {
        CompletableFuture<Answer> ready =
            AtOnce.begin(() -> Answer.to(() -> installation.service().get("/q/health/ready", "")));
        allAtOnce(installation).forEach(answer -> assertUnavailable(answer, NOTICED));
        assertThat(ready.join().status()).isEqualTo(503);
        assertThat(ready.join().after()).isLessThan(NOTICED);
        Answer live = Answer.to(() -> installation.service().get("/q/health/live", ""));
        assertThat(live.status()).isEqualTo(200);
        assertThat(live.after()).isLessThan(Duration.ofSeconds(1));
        // And so it stays while the database hangs.
        allAtOnce(installation).forEach(answer -> assertUnavailable(answer, NOTICED));
      } finally {
        Processes.resume(held);
      }
      assertBackWithin(BACK, installation);
      await()
          .atMost(BACK)
          .until(() -> allAtOnce(installation).stream().allMatch(a -> a.status() == 200));
      installation.assertLogIsDiscreet();
    }
  }

  @Test
  void aDatabaseThatIsGoneIsMissedAtOnceAndUsedAgainWhenItIsBack() throws Exception {
    try (Installation installation = new Installation(folder, Map.of())) {
      for (int i = 0; i < 2; i++) {
        allAtOnce(installation);
        installation.database().stop();
        allAtOnce(installation).forEach(answer -> assertUnavailable(answer, Duration.ofSeconds(2)));
        assertThat(installation.service().status("/q/health/ready")).isEqualTo(503);
        assertThat(installation.service().status("/q/health/live")).isEqualTo(200);
        assertFoundInLog("find-me." + i, installation);
        installation.database().start();
        assertBackWithin(BACK, installation);
      }
      installation.assertLogIsDiscreet();
    }
  }

  @Test
  void aServerThatBecameAStandbyIsNotReadAndServesAgainOnceItIsPromoted() throws Exception {
    try (Installation installation = new Installation(folder, Map.of())) {
      allAtOnce(installation);
      String written =
          installation.service().createSequence("before", installation.token()).path("data.id")
              + "";
      installation.database().stop();
      installation.database().startAsStandby();
      allAtOnce(installation).forEach(answer -> assertUnavailable(answer, Duration.ofSeconds(2)));
      assertThat(installation.service().status("/q/health/ready")).isEqualTo(503);
      assertThat(installation.service().log()).contains("The server is a standby");
      installation.database().promote();
      assertBackWithin(BACK, installation);
      assertThat(
              installation
                  .service()
                  .get("/api/v2/sequences/" + written, installation.token())
                  .statusCode())
          .isEqualTo(200);
      assertThat(installation.service().createSequence("after", installation.token()).statusCode())
          .isEqualTo(201);
      installation.assertLogIsDiscreet();
    }
  }
}
