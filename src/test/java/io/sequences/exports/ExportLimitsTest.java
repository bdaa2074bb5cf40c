package io.sequences.exports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.LogLines;
import io.sequences.support.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What exports may take of the service, and what becomes of those that do not come to their end.
 */
@QuarkusTest
@TestProfile(ExportLimitsTest.Tight.class)
class ExportLimitsTest {

  private static final Duration REQUEST = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final int ROWS = 1_500;

  /** More than all buffers between service and client hold. */
  private static final int CHARACTERS = 20_000;

  /** Limits that tests reach soon; half of the two places are for exports. */
  public static final class Tight implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "sequences.limits.request", REQUEST.toString(),
          "sequences.limits.stream-idle", IDLE.toString(),
          "sequences.limits.database-work", "2");
    }
  }

  private final String organisation = "limited exports " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");

  @BeforeEach
  void rows() {
    long sequence = ada.createSequence("\"name\":\"s\"");
    Exports.heavyMailings(organisation, sequence, ROWS, CHARACTERS);
  }

  /** Whatever an export held has come back. */
  private static void assertNothingIsHeld() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(given().get("/q/metrics").asString())
                  .contains("sequences_exports_open 0.0", "sequences_gate_admitted 0.0");
              assertThat(inTransaction()).isZero();
            });
  }

  private static long inTransaction() {
    return Db.number("select count(*) from pg_stat_activity where state like 'idle in trans%'");
  }

  private static long terminated() {
    return Db.number(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where state like 'idle in"
            + " trans%'");
  }

  private Socket begun() throws IOException {
    return Exports.begun(ada, "/mailings");
  }

  @Test
  void aClientThatTakesNothingIsCutOffAndSeesIt() throws IOException {
    double before = Exports.cutOff("client");
    try (LogLines log = LogLines.of(Exports.LOGGER);
        Socket socket = begun()) {
      assertThat(given().get("/q/metrics").asString()).contains("sequences_exports_open 1.0");
      assertNothingIsHeld();
      assertThat(Exports.rest(socket)).contains("\"type\":\"mailing\"").doesNotEndWith(Exports.END);
      assertThat(Exports.cutOff("client")).isEqualTo(before + 1);
      assertThat(log.all())
          .anyMatch(line -> line.endsWith(" is cut off: the client has taken nothing for 2000 ms"));
    }
  }

  @Test
  void aClientThatTakesLittleByLittleHasLongerThanARequestAndGetsAll() throws IOException {
    try (Socket socket = begun()) {
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      long end = System.nanoTime() + REQUEST.plus(IDLE).plusSeconds(1).toNanos();
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                received.writeBytes(socket.getInputStream().readNBytes(64 * 1024));
                return System.nanoTime() > end;
              });
      assertThat(given().get("/q/metrics").asString()).contains("sequences_exports_open 1.0");
      String all = received.toString(StandardCharsets.UTF_8) + Exports.rest(socket);
      assertThat(all).endsWith(Exports.END);
      assertThat(all.length()).isGreaterThan(ROWS * CHARACTERS);
    }
    assertNothingIsHeld();
  }

  @Test
  void aClientThatHangsUpTakesNothingAlongAndIsNoNews() throws IOException {
    try (LogLines log = LogLines.of(Exports.LOGGER)) {
      for (int i = 0; i < 5; i++) {
        try (Socket socket = begun()) {
          socket.setSoLinger(i % 2 == 0, 0);
        }
        assertNothingIsHeld();
      }
      assertThat(log.all()).isEmpty();
    }
  }

  @Test
  void whoHasSeenTheEndOfOneMayBeginTheNextAtOnce() {
    for (int i = 0; i < 50; i++) {
      Response answer = ada.request().accept("text/csv").get("/api/v2/sequences");
      assertThat(answer.statusCode()).as("%d: %s", i, answer.asString()).isEqualTo(200);
    }
  }

  @Test
  void oneThatTheDatabaseEndsIsCutOffAsWell() throws IOException {
    double before = Exports.cutOff("database");
    try (LogLines log = LogLines.of(Exports.LOGGER);
        Socket socket = begun()) {
      // Between two statements, when it waits for its client.
      await().until(() -> terminated() > 0);
      assertThat(Exports.rest(socket)).contains("\"type\":\"mailing\"").doesNotEndWith(Exports.END);
      await().untilAsserted(() -> assertThat(Exports.cutOff("database")).isEqualTo(before + 1));
      // The kinds of what failed, and nothing that it says.
      assertThat(log.all())
          .singleElement()
          .asString()
          .matches(
              "The export of the request \\S+ is cut off:"
                  + " (pg 57P01|(vertx |closed )*(connection|channel)|io)( .*)?")
          .doesNotContain("terminating", "administrator");
    }
    assertNothingIsHeld();
    // So that the others are known to tell one from the other.
    try (Socket socket = begun()) {
      assertThat(Exports.rest(socket)).endsWith(Exports.END);
    }
  }

  @Test
  void halfOfTheRoomIsLeftToOthers() throws IOException {
    try (Socket socket = begun()) {
      assertThat(socket.isConnected()).isTrue();
      double before = Exports.value("sequences_exports_refused_total", "bound", "instance");
      Refusal.of(Exports.get(ada, "/sequences", Exports.CSV), 503)
          .is("overloaded")
          .saying("at once: 1");
      assertThat(Exports.value("sequences_exports_refused_total", "bound", "instance"))
          .isEqualTo(before + 1);
      ada.get("/sequences").statusCode(200);
    }
    assertNothingIsHeld();
    Exports.get(ada, "/sequences", Exports.CSV).statusCode(200);
  }
}
