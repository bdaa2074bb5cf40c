package io.sequences.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Exposed;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of work whose client has left, or whose time is over. */
@QuarkusTest
@TestProfile(TightLimits.class)
class GivenUpRequestsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Api ada = Api.of("given up requests", "ada");

  @Test
  void aWriteWhoseClientLeavesKeepsItsRoomUntilTheDatabaseIsDoneAndLeavesNothing() {
    ada.get("/sequences").statusCode(200);
    String name = SlowRows.name(1.9);
    try (SlowRows slow = new SlowRows()) {
      for (int i = 0; i < TightLimits.PLACES; i++) {
        leaveDuring(slow, i + 1, SlowRows.category(1.9).document());
      }
      boolean bothUnderWay = true;
      while (bothUnderWay) {
        double admitted = Exposed.value("sequences_gate_admitted");
        bothUnderWay = slow.underWay() == TightLimits.PLACES;
        if (bothUnderWay) {
          assertThat(admitted).isEqualTo(TightLimits.PLACES);
        }
      }
      await().atMost(PATIENCE).until(() -> slow.underWay() == 0);
    }
    await().atMost(PATIENCE).until(() -> Exposed.value("sequences_gate_admitted") == 0);
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
      Refusal.of(ada.create(SlowRows.category(4.7)), 503).is("overloaded").saying("4000 ms");
      await().atMost(PATIENCE).until(() -> slow.underWay() == 0);
    }
    await().atMost(PATIENCE).until(() -> SlowRows.idleInTransaction() == 0);
    await().atMost(PATIENCE).until(() -> Exposed.value("sequences_gate_admitted") == 0);
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
