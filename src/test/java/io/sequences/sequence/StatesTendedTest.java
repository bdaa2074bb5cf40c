package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import io.sequences.support.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens to states without a request, since time passes. */
@QuarkusTest
@TestProfile(StatesTendedTest.EverySecond.class)
class StatesTendedTest {

  public static class EverySecond implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("sequences.states.tend-every", "1s");
    }
  }

  private static final String ORG = "tended";

  private final Enroller ada = Enroller.of(ORG, "ada");

  @Test
  void aPauseThatRanOutEndsItsStateAndMakesNoRoomTwice() {
    long sequence = ada.active(",\"throttleCapacity\":1");
    long first = ada.enrolled(sequence, ada.prospect());
    ada.act(first, "pause?actionParams[reason]=replied").statusCode(200);
    long lasting = ada.enrolled(sequence, ada.prospect());
    ada.act(lasting, "pause").statusCode(200);
    Db.rows("update sequence_state set paused_until = now() where id = ?", first);
    Db.rows(
        "update sequence_state set paused_until = now() + interval '1 day' where id = ?", lasting);
    await().until(() -> ada.stateOf(first).equals("finished"));
    JsonNode attributes = Json.attributes(ada.api.get("/sequenceStates/" + first));
    assertThat(attributes.path("pauseReason").isNull()).isTrue();
    assertThat(ada.stateOf(lasting)).isEqualTo("paused");
  }

  @Test
  void aNewDayHasRoomForThoseWhoWait() {
    long sequence = ada.active(",\"throttleMaxAddsPerDay\":1");
    long first = ada.enrolled(sequence, ada.prospect());
    long second = ada.enrolled(sequence, ada.prospect());
    long third = ada.enrolled(sequence, ada.prospect());
    assertThat(ada.stateOf(second)).isEqualTo("pending");
    Db.rows(
        "update sequence_state set admitted_at = admitted_at - interval '1 day' where id = ?",
        first);
    await().until(() -> ada.stateOf(second).equals("active"));
    assertThat(ada.stateOf(third)).isEqualTo("pending");
  }

  @Test
  void roomThatAnotherWriterMadeIsFound() {
    long sequence = ada.active(",\"throttleCapacity\":1");
    long first = ada.enrolled(sequence, ada.prospect());
    long second = ada.enrolled(sequence, ada.prospect());
    Db.rows("update sequence_state set state = 'bounced' where id = ?", first);
    await().until(() -> ada.stateOf(second).equals("active"));
  }

  @Test
  void oneSequenceThatFailsDoesNotKeepTheOthersWaiting() {
    long broken = ada.active(",\"throttlePaused\":true");
    ada.enrolled(broken, ada.prospect());
    long sequence = ada.active(",\"throttlePaused\":true");
    long waiting = ada.enrolled(sequence, ada.prospect());
    // A rule of the operator's own, which the job runs into.
    Db.rows(
        "alter table sequence_state add constraint of_their_own check (sequence_id <> %d or state = 'pending')"
            .formatted(broken));
    try {
      Db.rows("update sequence set throttle_paused_at = null where id in (?, ?)", broken, sequence);
      await().until(() -> ada.stateOf(waiting).equals("active"));
    } finally {
      Db.rows("alter table sequence_state drop constraint of_their_own");
    }
    await().until(() -> Enroller.count(broken, "active") == 1);
  }
}
