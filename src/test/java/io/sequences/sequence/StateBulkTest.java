package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.Resources;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many prospects added in one request: all or none, each counting for those behind it. */
@QuarkusTest
class StateBulkTest {

  private static final String ORG = "state-bulk";

  private final Enroller ada = Enroller.of(ORG, "ada");

  private static String prospect(int document) {
    return "/data/" + document + "/relationships/prospect";
  }

  private static String sequence(int document) {
    return "/data/" + document + "/relationships/sequence";
  }

  @Test
  void theFirstOnesBecomeActiveAndTheRestWait() {
    long sequence = ada.active(",\"throttleCapacity\":3");
    List<Long> prospects = ada.prospects(5);
    JsonNode answer = Json.of(ada.enrolAll(sequence, prospects).statusCode(201));
    List<JsonNode> states = Resources.data(answer);
    for (int i = 0; i < 5; i++) {
      assertThat(states.get(i).path("attributes").path("state").textValue())
          .isEqualTo(i < 3 ? "active" : "pending");
      assertThat(
              states
                  .get(i)
                  .path("relationships")
                  .path("prospect")
                  .path("data")
                  .path("id")
                  .longValue())
          .isEqualTo(prospects.get(i));
    }
  }

  @Test
  void aThousandAtOnce() {
    long sequence = ada.active("");
    ada.enrolAll(sequence, ada.prospects(1_000)).statusCode(201);
    assertThat(Enroller.count(sequence, "active")).isEqualTo(1_000);
  }

  @Test
  void oneTooManyRefusesAll() {
    long sequence = ada.activeByDate(",\"maxActivations\":3");
    ada.enrolled(sequence, ada.prospect());
    List<Long> prospects = ada.prospects(4);
    Refusal.of(ada.enrolAll(sequence, prospects), 422).at(sequence(2), sequence(3));
    assertThat(Enroller.count(sequence, "active")).isEqualTo(1);
    ada.enrolAll(sequence, prospects.subList(0, 2)).statusCode(201);
  }

  @Test
  void theSameProspectTwiceIsInItAlready() {
    long sequence = ada.active("");
    List<Long> prospects = new ArrayList<>(ada.prospects(2));
    prospects.add(prospects.get(0));
    Refusal.of(ada.enrolAll(sequence, prospects), 422).at(prospect(2)).saying("already");
    ada.rule(sequence, "\"permitDuplicateProspects\":\"only_if_inactive\"");
    Refusal.of(ada.enrolAll(sequence, prospects), 422).at(prospect(2));
    ada.rule(sequence, "\"permitDuplicateProspects\":\"allow\"");
    ada.enrolAll(sequence, prospects).statusCode(201);
  }

  @Test
  void twoExclusiveSequencesInOneRequest() {
    long first = ada.active("");
    long second = ada.active("");
    ada.rule(first, "\"sequenceExclusivity\":\"exclusive_sequences\"");
    ada.rule(second, "\"sequenceExclusivity\":\"exclusive_sequences\"");
    long prospect = ada.prospect();
    Refusal.of(
            ada.api.post(
                "/sequenceStates",
                "{\"data\":[%s,%s]}"
                    .formatted(
                        Enroller.state(second, prospect, ""), Enroller.state(first, prospect, ""))),
            422)
        .at(prospect(1));
  }

  @Test
  void everyFaultNamesItsDocument() {
    long sequence = ada.active("");
    List<Long> prospects = new ArrayList<>(ada.prospects(4));
    Db.rows("update prospect set opted_out_at = now() where id = ?", prospects.get(1));
    prospects.set(3, 999_999_999L);
    Refusal.of(ada.enrolAll(sequence, prospects), 422).at(prospect(1), prospect(3));
    assertThat(Enroller.count(sequence, "active")).isZero();
  }

  @Test
  void oneSequenceThatMayNotBeChangedRefusesAll() {
    long hers = Enroller.of(ORG, "bob").active(",\"shareType\":\"read_only\"");
    long own = ada.active("");
    List<Long> prospects = ada.prospects(2);
    Refusal.of(
            ada.api.post(
                "/sequenceStates",
                "{\"data\":[%s,%s]}"
                    .formatted(
                        Enroller.state(own, prospects.get(0), ""),
                        Enroller.state(hers, prospects.get(1), ""))),
            403)
        .is("unauthorizedRequest")
        .at(sequence(1));
    assertThat(Enroller.count(own, "active")).isZero();
  }
}
