package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which states wait, and when they become active. */
@QuarkusTest
class ThrottleTest {

  private static final String ORG = "throttle";

  private final Enroller ada = Enroller.of(ORG, "ada");
  private final Enroller bob = Enroller.of(ORG, "bob");

  private static List<Long> enrol(Enroller who, long sequence, int number) {
    List<Long> states = new ArrayList<>();
    for (long prospect : who.prospects(number)) {
      states.add(who.enrolled(sequence, prospect));
    }
    return states;
  }

  /** What the states are at present, as a client reads them, by their first letters. */
  private String states(List<Long> states) {
    StringBuilder letters = new StringBuilder();
    states.forEach(state -> letters.append(ada.stateOf(state).charAt(0)));
    return letters.toString();
  }

  @Test
  void theCapacityIsPerUser() {
    long sequence = ada.active(",\"throttleCapacity\":2");
    List<Long> hers = enrol(ada, sequence, 3);
    List<Long> his = enrol(bob, sequence, 3);
    assertThat(states(hers)).isEqualTo("aap");
    assertThat(states(his)).isEqualTo("aap");
    // His that ends makes room for his.
    ada.act(his.get(0), "finish").statusCode(200);
    assertThat(states(hers)).isEqualTo("aap");
    assertThat(states(his)).isEqualTo("faa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"finish", "pause", "delete"})
  void theOldestGoesOnWhenAStateEnds(String how) {
    long sequence = ada.active(",\"throttleCapacity\":1");
    List<Long> states = enrol(ada, sequence, 3);
    assertThat(states(states)).isEqualTo("app");
    if (how.equals("delete")) {
      ada.api.delete("/sequenceStates/" + states.get(0)).statusCode(204);
    } else {
      ada.act(states.get(0), how).statusCode(200);
    }
    assertThat(states(states.subList(1, 3))).isEqualTo("ap");
  }

  @Test
  void whoIsResumedWaitsForRoomAndIsOlderThanThoseBehind() {
    long sequence = ada.active(",\"throttleCapacity\":1");
    List<Long> states = enrol(ada, sequence, 3);
    ada.act(states.get(0), "pause").statusCode(200);
    assertThat(states(states)).isEqualTo("pap");
    ada.act(states.get(0), "resume").statusCode(200);
    assertThat(ada.stateOf(states.get(0))).isEqualTo("pending");
    ada.act(states.get(1), "finish").statusCode(200);
    assertThat(states(states)).isEqualTo("afp");
  }

  @Test
  void aRaisedCapacityLetsMoreIn() {
    long sequence = ada.active(",\"throttleCapacity\":1");
    List<Long> states = enrol(ada, sequence, 4);
    ada.api.patchSequence(sequence, "\"throttleCapacity\":2").statusCode(200);
    assertThat(states(states)).isEqualTo("aapp");
    ada.api.patchSequence(sequence, "\"throttleCapacity\":1").statusCode(200);
    assertThat(states(states)).isEqualTo("aapp");
    ada.act(states.get(0), "finish").statusCode(200);
    assertThat(states(states)).isEqualTo("fapp");
    ada.api.patchSequence(sequence, "\"throttleCapacity\":null").statusCode(200);
    assertThat(states(states)).isEqualTo("faaa");
  }

  @Test
  void aPausedThrottleKeepsAllWaiting() {
    long sequence = ada.active(",\"throttlePaused\":true");
    List<Long> states = enrol(ada, sequence, 2);
    assertThat(states(states)).isEqualTo("pp");
    ada.api.patchSequence(sequence, "\"name\":\"other\"").statusCode(200);
    assertThat(states(states)).isEqualTo("pp");
    ada.api.patchSequence(sequence, "\"throttlePaused\":false").statusCode(200);
    assertThat(states(states)).isEqualTo("aa");
    ada.api.patchSequence(sequence, "\"throttlePaused\":true").statusCode(200);
    assertThat(states(states)).isEqualTo("aa");
  }

  @Test
  void soManyAreAddedInOneDayPerUser() {
    long sequence = ada.active(",\"throttleMaxAddsPerDay\":2");
    List<Long> hers = enrol(ada, sequence, 4);
    List<Long> his = enrol(bob, sequence, 2);
    assertThat(states(hers)).isEqualTo("aapp");
    assertThat(states(his)).isEqualTo("aa");
    // Whatever becomes of those who were added, the day is used up.
    ada.act(hers.get(0), "finish").statusCode(200);
    ada.api.delete("/sequenceStates/" + hers.get(1)).statusCode(204);
    assertThat(states(hers.subList(2, 4))).isEqualTo("pp");
    Db.rows(
        "update sequence_state set admitted_at = admitted_at - interval '1 day'"
            + " where sequence_id = ? and admitted_at is not null",
        sequence);
    ada.api.patchSequence(sequence, "\"name\":\"next day\"").statusCode(200);
    assertThat(states(hers.subList(2, 4))).isEqualTo("aa");
    ada.api.patchSequence(sequence, "\"throttleMaxAddsPerDay\":3").statusCode(200);
    assertThat(states(enrol(ada, sequence, 2))).isEqualTo("ap");
  }

  @Test
  void whoComesBackFromAPauseIsNotAddedAgain() {
    long sequence = ada.active(",\"throttleMaxAddsPerDay\":1");
    List<Long> states = enrol(ada, sequence, 2);
    ada.act(states.get(0), "pause").statusCode(200);
    assertThat(states(states)).isEqualTo("pp");
    assertThat(ada.stateOf(states.get(1))).isEqualTo("pending");
    ada.act(states.get(0), "resume").statusCode(200);
    assertThat(states(states)).isEqualTo("ap");
  }

  @Test
  void bothThrottlesHold() {
    long sequence = ada.active(",\"throttleCapacity\":2,\"throttleMaxAddsPerDay\":3");
    List<Long> states = enrol(ada, sequence, 5);
    assertThat(states(states)).isEqualTo("aappp");
    ada.act(states.get(0), "finish").statusCode(200);
    ada.act(states.get(1), "finish").statusCode(200);
    assertThat(states(states)).isEqualTo("ffapp");
  }

  @Test
  void anotherSequenceIsNotMinded() {
    long full = ada.active(",\"throttleCapacity\":1");
    long open = ada.active(",\"throttleCapacity\":1");
    enrol(ada, full, 2);
    assertThat(states(enrol(ada, open, 1))).isEqualTo("a");
  }

  @Test
  void switchedOffActiveOnesRestAndPendingOnesStay() {
    long sequence = ada.active(",\"throttleCapacity\":2");
    List<Long> states = enrol(ada, sequence, 4);
    ada.act(states.get(0), "pause").statusCode(200);
    assertThat(states(states)).isEqualTo("paap");
    ada.deactivate(sequence).statusCode(200);
    assertThat(ada.stateOf(states.get(0))).isEqualTo("paused");
    assertThat(states(states)).isEqualTo("pddp");
    long late = ada.enrolled(sequence, ada.prospect());
    assertThat(ada.stateOf(late)).isEqualTo("pending");
    ada.act(states.get(1), "finish").statusCode(200);
    assertThat(states(states)).isEqualTo("pfdp");
    ada.activate(sequence).statusCode(200);
    assertThat(states(states)).isEqualTo("pfaa");
    assertThat(ada.stateOf(states.get(0))).isEqualTo("paused");
    assertThat(ada.stateOf(late)).isEqualTo("pending");
  }

  @Test
  void aChangeOfASequenceThatIsOffMovesNothing() {
    long sequence = ada.active("");
    List<Long> states = enrol(ada, sequence, 1);
    ada.deactivate(sequence).statusCode(200);
    Object before = Db.rows("select version from sequence_state where id = ?", states.get(0));
    ada.api.patchSequence(sequence, "\"name\":\"other\"").statusCode(200);
    ada.deactivate(sequence).statusCode(200);
    assertThat(states(states)).isEqualTo("d");
    assertThat(Db.rows("select version from sequence_state where id = ?", states.get(0)))
        .isEqualTo(before);
  }
}
