package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.AtOnce;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import io.sequences.support.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits hold however many clients add prospects at once. */
@QuarkusTest
class CapacityTest {

  private static final String ORG = "capacity";
  private static final int USERS = 16;
  private static final String LIMITS = ",\"maxActivations\":100,\"throttleCapacity\":20";

  private final Enroller ada = Enroller.of(ORG, "ada");

  /** Whether it was done; anything but a 201 must be the refusal of a sequence that is full. */
  private static boolean done(ValidatableResponse answer) {
    if (answer.extract().statusCode() == 201) {
      return true;
    }
    Refusal.of(answer, 422).is("validationError").saying("at most 100 prospects");
    return false;
  }

  private void holdsAHundred(long sequence, int active) {
    assertThat(Enroller.count(sequence, "active")).isEqualTo(active);
    assertThat(Enroller.count(sequence, "pending")).isEqualTo(100 - active);
    assertThat(
            Db.number(
                "select count(distinct prospect_id) from sequence_state where sequence_id = ?",
                sequence))
        .isEqualTo(100);
  }

  @Test
  void fiveHundredProspectsBySixteenClients() throws Exception {
    long sequence = ada.activeByDate(LIMITS);
    List<Callable<Boolean>> requests = new ArrayList<>();
    for (long prospect : ada.prospects(500)) {
      requests.add(() -> done(ada.enrol(sequence, prospect)));
    }
    assertThat(Collections.frequency(AtOnce.send(requests), true)).isEqualTo(100);
    holdsAHundred(sequence, 20);
  }

  @Test
  void fiveHundredProspectsBySixteenUsers() throws Exception {
    long sequence = ada.activeByDate(LIMITS);
    List<Enroller> users =
        IntStream.range(0, USERS).mapToObj(i -> Enroller.of(ORG, "user-" + i)).toList();
    users.forEach(user -> user.api.get("/users").statusCode(200));
    List<Callable<Boolean>> requests = new ArrayList<>();
    List<Long> prospects = ada.prospects(500);
    for (int i = 0; i < 500; i++) {
      Enroller user = users.get(i % USERS);
      long prospect = prospects.get(i);
      requests.add(() -> done(user.enrol(sequence, prospect)));
    }
    assertThat(Collections.frequency(AtOnce.send(requests), true)).isEqualTo(100);
    assertThat(
            Db.number(
                "select coalesce(max(n), 0) from (select count(*) n from sequence_state"
                    + " where sequence_id = ? and state = 'active' group by creator_id) u",
                sequence))
        .isLessThanOrEqualTo(20);
    // Nobody waits who would have room.
    assertThat(
            Db.number(
                "select count(*) from (select 1 from sequence_state where sequence_id = ?"
                    + " group by creator_id having count(*) filter (where state = 'active')"
                    + " <> least(count(*), 20)) u",
                sequence))
        .isZero();
    holdsAHundred(sequence, (int) Enroller.count(sequence, "active"));
  }

  @Test
  void fiveHundredProspectsInBulksOfFive() throws Exception {
    long sequence = ada.activeByDate(LIMITS);
    List<Long> prospects = ada.prospects(500);
    List<Callable<Boolean>> requests = new ArrayList<>();
    for (int i = 0; i < 500; i += 5) {
      // In any order: nobody waits for a row that the other waits for.
      List<Long> some = new ArrayList<>(prospects.subList(i, i + 5));
      Collections.shuffle(some);
      requests.add(() -> done(ada.enrolAll(sequence, some)));
    }
    assertThat(Collections.frequency(AtOnce.send(requests), true)).isEqualTo(20);
    holdsAHundred(sequence, 20);
  }

  @Test
  void theSameProspectsInTwoExclusiveSequences() throws Exception {
    long first = ada.active("");
    long second = ada.active("");
    ada.rule(first, "\"sequenceExclusivity\":\"exclusive_sequences\"");
    ada.rule(second, "\"sequenceExclusivity\":\"exclusive_sequences\"");
    List<Long> prospects = ada.prospects(40);
    List<Callable<Integer>> requests = new ArrayList<>();
    for (long prospect : prospects) {
      for (long sequence : new long[] {first, second, first, second}) {
        requests.add(() -> ada.enrol(sequence, prospect).extract().statusCode());
      }
    }
    List<Integer> statuses = AtOnce.send(requests);
    assertThat(statuses).containsOnly(201, 422);
    assertThat(Collections.frequency(statuses, 201)).isEqualTo(40);
    assertThat(Enroller.count(first, "active") + Enroller.count(second, "active")).isEqualTo(40);
  }

  @Test
  void bulksThatCrossEachOther() throws Exception {
    List<Long> sequences = List.of(ada.active(""), ada.active(""), ada.active(""));
    List<Long> prospects = ada.prospects(5);
    for (long sequence : sequences) {
      ada.rule(sequence, "\"permitDuplicateProspects\":\"allow\"");
    }
    List<Callable<Integer>> requests = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      List<String> states = new ArrayList<>();
      for (long sequence : sequences) {
        prospects.forEach(prospect -> states.add(Enroller.state(sequence, prospect, "")));
      }
      Collections.shuffle(states);
      String body = "{\"data\":[" + String.join(",", states.subList(0, 5)) + "]}";
      requests.add(() -> persistently(body));
    }
    assertThat(AtOnce.send(requests)).containsOnly(201);
    assertThat(sequences.stream().mapToLong(each -> Enroller.count(each, "active")).sum())
        .isEqualTo(48 * 5);
  }

  /**
   * Again while the service says that it is overloaded: sixteen bulks on the same rows may wait
   * longer for each other than it lets them. A deadlock would be answered differently.
   */
  private int persistently(String body) {
    int status = 503;
    for (int attempt = 0; attempt < 20 && status == 503; attempt++) {
      status = ada.api.post("/sequenceStates", body).extract().statusCode();
    }
    return status;
  }
}
