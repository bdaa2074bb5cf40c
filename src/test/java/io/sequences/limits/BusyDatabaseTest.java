package io.sequences.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sequences.support.Api;
import io.sequences.support.AtOnce;
import io.sequences.support.Exposed;
import io.sequences.support.Fastest;
import io.sequences.support.Refusal;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees when the database has no room for its request, or takes its time. */
@QuarkusTest
@TestProfile(TightLimits.class)
class BusyDatabaseTest {

  private static final String ORG = "busy database";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** R8: within which a request is refused that finds no room. */
  private static final Duration SOON = Duration.ofSeconds(2);

  /** R8: within which the service says that it lives. */
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private static final AtomicInteger TESTS = new AtomicInteger();

  /** Another one for each test: each has few requests. */
  private final Api ada = Api.of(ORG, "ada " + TESTS.incrementAndGet());

  /**
   * Takes all the room that there is, for two seconds and a half, and gives the answers' statuses.
   */
  private List<CompletableFuture<Integer>> fill(SlowRows slow) {
    ada.get("/sequences").statusCode(200);
    List<CompletableFuture<Integer>> statuses =
        IntStream.range(0, TightLimits.PLACES)
            .mapToObj(
                i -> AtOnce.begin(() -> ada.create(SlowRows.category(2.5)).extract().statusCode()))
            .toList();
    await().atMost(PATIENCE).until(() -> slow.underWay() == TightLimits.PLACES);
    return statuses;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v2/sequences", "/api/app/apps"})
  void aRequestThatFindsNoRoomWithinASecondIsRefused(String path) {
    Api root = Api.admin(ORG, "root");
    root.request().get("/api/v2/sequences").then().statusCode(200);
    try (SlowRows slow = new SlowRows()) {
      List<CompletableFuture<Integer>> others = fill(slow);
      long begin = System.nanoTime();
      Refusal.of(root.request().get(path).then(), 503).is("overloaded");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
      assertThat(Fastest.of(() -> given().get("/q/health/live").then().statusCode(200), AT_ONCE))
          .isLessThan(AT_ONCE);
      assertThat(slow.underWay()).as("the others are still at it").isPositive();
      assertThat(others).extracting(CompletableFuture::join).containsOnly(201);
    }
    ada.get("/sequences").statusCode(200);
  }

  @Test
  void whoeverClaimsToBeNobodyIsRefusedWithoutWaitingForRoom() {
    try (SlowRows slow = new SlowRows()) {
      List<CompletableFuture<Integer>> others = fill(slow);
      String path = "/api/app/installs/1/actions/accessToken";
      Refusal.of(given().post(path).then(), 401).is("unauthenticated");
      Refusal.of(given().auth().oauth2(ada.token()).post(path).then(), 401).is("unauthenticated");
      assertThat(slow.underWay()).isPositive();
      assertThat(others).extracting(CompletableFuture::join).containsOnly(201);
    }
  }

  @Test
  void aRequestThatFindsRoomWithinASecondIsDone() {
    try (SlowRows slow = new SlowRows()) {
      List<CompletableFuture<Integer>> others = fill(slow);
      await().atMost(PATIENCE).until(() -> ada.get("/sequences").extract().statusCode() == 200);
      assertThat(others).extracting(CompletableFuture::join).containsOnly(201);
    }
  }

  @Test
  void whileOthersWaitInVainARequestIsRefusedBeforeItsTokenIsLookedAt() {
    try (SlowRows slow = new SlowRows()) {
      List<CompletableFuture<Integer>> others = fill(slow);
      CompletableFuture<Integer> waits =
          AtOnce.begin(() -> ada.get("/sequences").extract().statusCode());
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PATIENCE)
          .until(() -> withoutToken().statusCode() == 503);
      // The page that says what that means is there all the while.
      assertThat(given().get("/api/errors").statusCode()).isEqualTo(200);
      assertThat(waits.join()).isEqualTo(503);
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PATIENCE)
          .until(() -> withoutToken().statusCode() == 401);
      assertThat(others).extracting(CompletableFuture::join).containsOnly(201);
    }
  }

  @Test
  void whileOthersHaveLongBeenWaitingNoTokenIsVerifiedForTheSakeOfARefusal() {
    try (SlowRows slow = new SlowRows()) {
      List<CompletableFuture<Integer>> others = fill(slow);
      List<CompletableFuture<Integer>> waiting = new ArrayList<>();
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(PATIENCE)
          .until(
              () -> {
                waiting.add(AtOnce.begin(() -> ada.get("/sequences").extract().statusCode()));
                return !isCounted(Api.of(ORG, "stranger " + waiting.size()));
              });
      assertThat(isCounted(ada)).as("one whose token verified a moment ago").isTrue();
      assertThat(others).extracting(CompletableFuture::join).containsOnly(201);
      assertThat(waiting).extracting(CompletableFuture::join).contains(503);
      assertThat(isCounted(Api.of(ORG, "stranger"))).isTrue();
    }
  }

  /** Whether a request that is refused by its address counts for its caller. */
  private static boolean isCounted(Api caller) {
    return caller
        .get("/nothing")
        .statusCode(404)
        .extract()
        .headers()
        .hasHeaderWithName("X-RateLimit-Limit");
  }

  private static Response withoutToken() {
    return given().get("/api/v2/sequences");
  }

  @Test
  void theProbesAndUpkeepHaveRoomOfTheirOwn() {
    try (SlowRows slow = new SlowRows()) {
      List<CompletableFuture<Integer>> others = fill(slow);
      given().get("/q/health/ready").then().statusCode(200);
      given().get("/q/health/live").then().statusCode(200);
      assertThat(slow.underWay()).isPositive();
      assertThat(others).extracting(CompletableFuture::join).containsOnly(201);
    }
  }

  @Test
  void aClientThatLeavesWaitsNoLonger() throws Exception {
    try (SlowRows slow = new SlowRows()) {
      List<CompletableFuture<Integer>> others = fill(slow);
      double refused = Exposed.value("sequences_gate_refused_total");
      try (Socket socket = new Socket("localhost", RestAssured.port)) {
        socket
            .getOutputStream()
            .write(
                "GET /api/v2/sequences HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(ada.token())
                    .getBytes(StandardCharsets.US_ASCII));
        await()
            .pollInterval(Duration.ofMillis(20))
            .atMost(PATIENCE)
            .until(() -> Exposed.value("sequences_gate_waiting") == 1);
      }
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PATIENCE)
          .until(() -> Exposed.value("sequences_gate_waiting") == 0);
      assertThat(Exposed.value("sequences_gate_refused_total")).isEqualTo(refused);
      assertThat(others).extracting(CompletableFuture::join).containsOnly(201);
    }
  }
}
