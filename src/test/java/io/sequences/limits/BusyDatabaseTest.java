package io.sequences.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  private static final AtomicInteger TESTS = new AtomicInteger();

  /** Another one for each test: each has few requests. */
  private final Api ada = Api.of(ORG, "ada " + TESTS.incrementAndGet());

  private ResourceObject category(double seconds) {
    return ResourceObject.of("contentCategory").with("name", SlowRows.name(seconds));
  }

  /**
   * Takes all the room that there is, for two seconds and a half, and gives the answers' statuses.
   */
  private List<CompletableFuture<Integer>> fill(SlowRows slow) {
    ada.get("/sequences").statusCode(200);
    List<CompletableFuture<Integer>> statuses =
        IntStream.range(0, TightLimits.PLACES)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> ada.create(category(2.5)).extract().statusCode()))
            .toList();
    await().atMost(PATIENCE).until(() -> slow.underWay() == TightLimits.PLACES);
    return statuses;
  }

  /** A metric of the service. */
  private static double metric(String name) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v2/sequences", "/api/app/apps"})
  void aRequestThatFindsNoRoomWithinASecondIsRefused(String path) {
    Api root = Api.admin(ORG, "root");
    root.request().get("/api/v2/sequences").then().statusCode(200);
    try (SlowRows slow = new SlowRows()) {
      List<CompletableFuture<Integer>> others = fill(slow);
      Refusal.of(root.request().get(path).then(), 503).is("overloaded");
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
          CompletableFuture.supplyAsync(() -> ada.get("/sequences").extract().statusCode());
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
                waiting.add(
                    CompletableFuture.supplyAsync(
                        () -> ada.get("/sequences").extract().statusCode()));
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
      double refused = metric("sequences_gate_refused_total");
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
            .until(() -> metric("sequences_gate_waiting") == 1);
      }
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PATIENCE)
          .until(() -> metric("sequences_gate_waiting") == 0);
      assertThat(metric("sequences_gate_refused_total")).isEqualTo(refused);
      assertThat(others).extracting(CompletableFuture::join).containsOnly(201);
    }
  }

  @Test
  void aWriteWhoseClientLeavesKeepsItsRoomUntilTheDatabaseIsDoneAndLeavesNothing() {
    ada.get("/sequences").statusCode(200);
    String name = SlowRows.name(1.9);
    try (SlowRows slow = new SlowRows()) {
      for (int i = 0; i < TightLimits.PLACES; i++) {
        leaveDuring(slow, i + 1, category(1.9).document());
      }
      boolean bothUnderWay = true;
      while (bothUnderWay) {
        double admitted = metric("sequences_gate_admitted");
        bothUnderWay = slow.underWay() == TightLimits.PLACES;
        if (bothUnderWay) {
          assertThat(admitted).isEqualTo(TightLimits.PLACES);
        }
      }
      await().atMost(PATIENCE).until(() -> slow.underWay() == 0);
    }
    await().atMost(PATIENCE).until(() -> metric("sequences_gate_admitted") == 0);
    await().atMost(PATIENCE).until(() -> SlowRows.idleInTransaction() == 0);
    assertThat(Db.number("select count(*) from content_category where name = ?", name)).isZero();
  }

  /** Asks for a row, and hangs up when so many are being written. */
  private void leaveDuring(SlowRows slow, int many, String body) {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket
          .getOutputStream()
          .write(
              """
              POST /api/v2/contentCategories HTTP/1.1\r
              Host: localhost\r
              Authorization: Bearer %s\r
              Content-Type: application/vnd.api+json\r
              Content-Length: %d\r
              \r
              %s"""
                  .formatted(ada.token(), body.length(), body)
                  .getBytes(StandardCharsets.US_ASCII));
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PATIENCE)
          .until(() -> slow.underWay() == many);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void aRequestThatIsNotDoneInTimeIsGivenUpAndLeavesNothing() {
    ada.get("/sequences").statusCode(200);
    try (SlowRows slow = new SlowRows()) {
      Refusal.of(ada.create(category(4.7)), 503).is("overloaded").saying("4000 ms");
      await().atMost(PATIENCE).until(() -> slow.underWay() == 0);
    }
    await().atMost(PATIENCE).until(() -> SlowRows.idleInTransaction() == 0);
    await().atMost(PATIENCE).until(() -> metric("sequences_gate_admitted") == 0);
    assertThat(
            Db.number("select count(*) from content_category where name = ?", SlowRows.name(4.7)))
        .isZero();
  }

  @Test
  void aStatementThatTakesTooLongIsGivenUpWithinALongerRequest() {
    ada.get("/sequences").statusCode(200);
    ResourceObject prospect = ResourceObject.of("prospect").with("firstName", SlowRows.name(8.5));
    try (SlowRows slow = new SlowRows()) {
      Refusal.of(ada.createAll(List.of(prospect)), 503)
          .is("overloaded")
          .saying("The database has too much to do");
      await().atMost(PATIENCE).until(() -> slow.underWay() == 0);
    }
    assertThat(Db.number("select count(*) from prospect where first_name = ?", SlowRows.name(8.5)))
        .isZero();
  }
}
