package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which states wait, and when they become active. */
@QuarkusTest
class ThrottleTest {

  private static final String ORG = "throttle";

  private final Enroller ada = Enroller.of(ORG, "ada");
  private final Enroller bob = Enroller.of(ORG, "bob");

  /** The states of those whom a user has added to a sequence, in this order. */
  private record Line(Enroller user, long sequence, List<Long> states) {

    static Line of(Enroller user, long sequence, int number) {
      List<Long> prospects = user.prospects(number);
      return new Line(
          user, sequence, prospects.stream().map(each -> user.enrolled(sequence, each)).toList());
    }

    Line from(int place) {
      return new Line(user, sequence, states.subList(place, states.size()));
    }

    void act(int place, String action) {
      user.act(states.get(place), action).statusCode(200);
    }

    void delete(int place) {
      user.api.delete("/sequenceStates/" + states.get(place)).statusCode(204);
    }

    /** Changes the sequence. */
    void change(String attributes) {
      user.api.patchSequence(sequence, attributes).statusCode(200);
    }

    /** What they are at present, as a client reads them. */
    void is(String words) {
      assertThat(states.stream().map(user::stateOf).collect(Collectors.joining(" ")))
          .isEqualTo(words);
    }
  }

  /** So many added by ada, to a sequence with these attributes. */
  private Line line(String attributes, int number) {
    return Line.of(ada, ada.active("," + attributes), number);
  }

  @Test
  void theCapacityIsPerUser() {
    Line hers = line("\"throttleCapacity\":2", 3);
    Line his = Line.of(bob, hers.sequence, 3);
    hers.is("active active pending");
    his.is("active active pending");
    // His that ends makes room for his.
    his.act(0, "finish");
    hers.is("active active pending");
    his.is("finished active active");
  }

  @ParameterizedTest
  @ValueSource(strings = {"finish", "pause", "delete"})
  void theOldestGoesOnWhenAStateEnds(String how) {
    Line line = line("\"throttleCapacity\":1", 3);
    line.is("active pending pending");
    if (how.equals("delete")) {
      line.delete(0);
    } else {
      line.act(0, how);
    }
    line.from(1).is("active pending");
  }

  @Test
  void whoIsResumedWaitsForRoomAndIsOlderThanThoseBehind() {
    Line line = line("\"throttleCapacity\":1", 3);
    line.act(0, "pause");
    line.is("paused active pending");
    line.act(0, "resume");
    line.is("pending active pending");
    line.act(1, "finish");
    line.is("active finished pending");
  }

  @Test
  void aRaisedCapacityLetsMoreIn() {
    Line line = line("\"throttleCapacity\":1", 4);
    line.change("\"throttleCapacity\":2");
    line.is("active active pending pending");
    line.change("\"throttleCapacity\":1");
    line.is("active active pending pending");
    line.act(0, "finish");
    line.is("finished active pending pending");
    line.change("\"throttleCapacity\":null");
    line.is("finished active active active");
  }

  @Test
  void aPausedThrottleKeepsAllWaiting() {
    Line line = line("\"throttlePaused\":true", 2);
    line.is("pending pending");
    line.change("\"name\":\"other\"");
    line.is("pending pending");
    line.change("\"throttlePaused\":false");
    line.is("active active");
    line.change("\"throttlePaused\":true");
    line.is("active active");
  }

  @Test
  void soManyAreAddedInOneDayPerUser() {
    Line hers = line("\"throttleMaxAddsPerDay\":2", 4);
    Line his = Line.of(bob, hers.sequence, 2);
    hers.is("active active pending pending");
    his.is("active active");
    // Whatever becomes of those who were added, the day is used up.
    hers.act(0, "finish");
    hers.delete(1);
    hers.from(2).is("pending pending");
    Db.rows(
        "update sequence_state set admitted_at = admitted_at - interval '1 day'"
            + " where sequence_id = ? and admitted_at is not null",
        hers.sequence);
    hers.change("\"name\":\"next day\"");
    hers.from(2).is("active active");
    hers.change("\"throttleMaxAddsPerDay\":3");
    Line.of(ada, hers.sequence, 2).is("active pending");
  }

  @Test
  void whoComesBackFromAPauseIsNotAddedAgain() {
    Line line = line("\"throttleMaxAddsPerDay\":1", 2);
    line.act(0, "pause");
    line.is("paused pending");
    line.act(0, "resume");
    line.is("active pending");
  }

  @Test
  void bothThrottlesHold() {
    Line line = line("\"throttleCapacity\":2,\"throttleMaxAddsPerDay\":3", 5);
    line.is("active active pending pending pending");
    line.act(0, "finish");
    line.act(1, "finish");
    line.is("finished finished active pending pending");
  }

  @Test
  void anotherSequenceIsNotMinded() {
    line("\"throttleCapacity\":1", 2).is("active pending");
    line("\"throttleCapacity\":1", 1).is("active");
  }

  @Test
  void switchedOffActiveOnesRestAndPendingOnesStay() {
    Line line = line("\"throttleCapacity\":2", 4);
    line.act(0, "pause");
    line.is("paused active active pending");
    ada.deactivate(line.sequence).statusCode(200);
    line.is("paused disabled disabled pending");
    Line late = Line.of(ada, line.sequence, 1);
    late.is("pending");
    line.act(1, "finish");
    line.is("paused finished disabled pending");
    ada.activate(line.sequence).statusCode(200);
    line.is("paused finished active active");
    late.is("pending");
  }

  @Test
  void aChangeOfASequenceThatIsOffMovesNothing() {
    Line line = line("\"throttleCapacity\":null", 1);
    ada.deactivate(line.sequence).statusCode(200);
    String version = "select version from sequence_state where id = ?";
    Object before = Db.rows(version, line.states.get(0));
    line.change("\"name\":\"other\"");
    ada.deactivate(line.sequence).statusCode(200);
    line.is("disabled");
    assertThat(Db.rows(version, line.states.get(0))).isEqualTo(before);
  }
}
