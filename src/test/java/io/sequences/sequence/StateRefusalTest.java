package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import io.sequences.support.Refusal;
import io.sequences.support.Resources;
import io.sequences.support.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may not be added to a sequence; all of the rules' cells stand in EnrolmentRulesTest. */
@QuarkusTest
class StateRefusalTest {

  private static final String ORG = "state-refusal";
  private static final String PROSPECT = "/data/relationships/prospect";
  private static final String SEQUENCE = "/data/relationships/sequence";

  private final Enroller ada = Enroller.of(ORG, "ada");

  private void optOut(long prospect) {
    Db.rows("update prospect set opted_out_at = now() where id = ?", prospect);
  }

  @Test
  void whoOptedOutUnlessItIsTransactional() {
    long prospect = ada.prospect();
    optOut(prospect);
    Refusal.of(ada.enrol(ada.active(""), prospect), 422)
        .is("validationError")
        .at(PROSPECT)
        .saying("opted out");
    ada.enrol(ada.active(",\"transactional\":true"), prospect).statusCode(201);
  }

  @Test
  void whoIsInItAlready() {
    long sequence = ada.active("");
    long prospect = ada.prospect();
    long state = ada.enrolled(sequence, prospect);
    Refusal.of(ada.enrol(sequence, prospect), 422).at(PROSPECT).saying("already");
    ada.act(state, "finish").statusCode(200);
    Refusal.of(ada.enrol(sequence, prospect), 422).at(PROSPECT).saying("already");
    ada.api.delete("/sequenceStates/" + state).statusCode(204);
    ada.enrol(sequence, prospect).statusCode(201);
  }

  @ParameterizedTest
  @CsvSource({"allow, 201, 201", "only_if_inactive, 422, 201", "disallow, 422, 422"})
  void asTheRulesetPermits(String permit, int whileActive, int afterwards) {
    long sequence = ada.active("");
    ada.rule(sequence, "\"permitDuplicateProspects\":\"" + permit + "\"");
    long prospect = ada.prospect();
    long state = ada.enrolled(sequence, prospect);
    ada.enrol(sequence, prospect).statusCode(whileActive);
    Resources.ids(
            ada.api, "/sequenceStates?filter[prospect][id]=" + prospect + "&filter[state]=active")
        .forEach(each -> ada.act(each, "finish").statusCode(200));
    assertThat(ada.stateOf(state)).isEqualTo("finished");
    ada.enrol(sequence, prospect).statusCode(afterwards);
  }

  @ParameterizedTest
  @CsvSource({
    "none, exclusive_sequences, 201",
    "exclusive_sequences, none, 201",
    "exclusive_sequences, exclusive_sequences, 422",
    "exclusive_sequences, all_sequences, 422",
    "all_sequences, none, 422"
  })
  void whoIsActiveInAnotherSequence(String here, String elsewhere, int status) {
    long other = ada.active("");
    ada.rule(other, "\"sequenceExclusivity\":\"" + elsewhere + "\"");
    long sequence = ada.active("");
    ada.rule(sequence, "\"sequenceExclusivity\":\"" + here + "\"");
    long prospect = ada.prospect();
    long state = ada.enrolled(other, prospect);
    ada.act(state, "pause").statusCode(200);
    if (status == 422) {
      Refusal.of(ada.enrol(sequence, prospect), 422).at(PROSPECT).saying("another sequence");
      ada.act(state, "finish").statusCode(200);
    }
    ada.enrol(sequence, prospect).statusCode(201);
  }

  @Test
  void whoWasTouchedJustNow() {
    long sequence = ada.active("");
    ada.rule(sequence, "\"minimumProspectTouchedInterval\":3600");
    List<Long> prospects = ada.prospects(3);
    touch(prospects.get(0), "59 minutes");
    touch(prospects.get(1), "61 minutes");
    Refusal.of(ada.enrol(sequence, prospects.get(0)), 422).at(PROSPECT).saying("3600 seconds");
    ada.enrol(sequence, prospects.get(1)).statusCode(201);
    ada.enrol(sequence, prospects.get(2)).statusCode(201);
  }

  private static void touch(long prospect, String ago) {
    Db.rows(
        "update prospect set touched_at = now() - cast(? as interval) where id = ?", ago, prospect);
  }

  @Test
  void moreThanADateSequenceTakes() {
    long sequence = ada.activeByDate(",\"maxActivations\":2");
    ada.rule(sequence, "\"permitDuplicateProspects\":\"allow\"");
    List<Long> prospects = ada.prospects(3);
    long state = ada.enrolled(sequence, prospects.get(0));
    ada.act(state, "finish").statusCode(200);
    ada.enrol(sequence, prospects.get(0)).statusCode(201);
    long second = ada.enrolled(sequence, prospects.get(1));
    Refusal.of(ada.enrol(sequence, prospects.get(2)), 422).at(SEQUENCE).saying("at most 2");
    // Somebody who is in it takes no further place.
    ada.enrol(sequence, prospects.get(1)).statusCode(201);
    Resources.ids(ada.api, "/sequenceStates?filter[prospect][id]=" + prospects.get(1))
        .forEach(each -> ada.api.delete("/sequenceStates/" + each).statusCode(204));
    assertThat(second).isPositive();
    ada.enrol(sequence, prospects.get(2)).statusCode(201);
    Refusal.of(ada.enrol(sequence, prospects.get(1)), 422).at(SEQUENCE);
    ada.api.patchSequence(sequence, "\"maxActivations\":3").statusCode(200);
    ada.enrol(sequence, prospects.get(1)).statusCode(201);
  }

  @Test
  void anIntervalSequenceTakesAnyNumber() {
    long sequence = ada.active(",\"maxActivations\":1");
    for (long prospect : ada.prospects(3)) {
      ada.enrol(sequence, prospect).statusCode(201);
    }
  }

  @Test
  void targetsThatAreNotThere() {
    Enroller eve = Enroller.of("state-refusal-else", "eve");
    long sequence = ada.active("");
    long foreignSequence = eve.active("");
    Refusal.of(ada.enrol(999_999_999L, 999_999_999L), 422).at(PROSPECT, SEQUENCE);
    Refusal.of(ada.enrol(foreignSequence, eve.prospect()), 422).at(PROSPECT, SEQUENCE);
    long deleted = ada.prospect();
    Db.rows("update prospect set deleted_at = now() where id = ?", deleted);
    Refusal.of(ada.enrol(sequence, deleted), 422).at(PROSPECT);
    Refusal.of(
            ada.enrol(
                sequence,
                ada.prospect(),
                "," + Enroller.toOne("sequenceStep", "sequenceStep", 999_999_999L)),
            422)
        .at("/data/relationships/sequenceStep");
  }

  @Test
  void aStepOfAnotherSequenceOrADeletedOne() {
    long sequence = ada.active("");
    long elsewhere = ada.call(ada.active(""), 5);
    long deleted = ada.call(sequence, 5);
    ada.api.delete("/sequenceSteps/" + deleted).statusCode(204);
    String step = "," + Enroller.toOne("sequenceStep", "sequenceStep", elsewhere);
    Refusal.of(ada.enrol(sequence, ada.prospect(), step), 422).is("validationError").at(SEQUENCE);
    step = "," + Enroller.toOne("sequenceStep", "sequenceStep", deleted);
    Refusal.of(ada.enrol(sequence, ada.prospect(), step), 422)
        .at("/data/relationships/sequenceStep");
  }

  @Test
  void faultsOfDifferentKindsComeTogether() {
    long sequence = ada.activeByDate(",\"maxActivations\":1");
    ada.rule(sequence, "\"sequenceExclusivity\":\"all_sequences\"");
    ada.enrolled(sequence, ada.prospect());
    long prospect = ada.prospect();
    ada.enrolled(ada.active(""), prospect);
    optOut(prospect);
    Refusal.of(
            ada.enrol(
                sequence,
                prospect,
                "," + Enroller.toOne("sequenceStep", "sequenceStep", 999_999_999L)),
            422)
        .at(PROSPECT, PROSPECT, SEQUENCE, "/data/relationships/sequenceStep");
  }

  @Test
  void aRefusalLeavesNothingBehind() {
    long sequence = ada.active("");
    Db.rows("update sequence set last_used_at = '2020-01-01Z' where id = ?", sequence);
    long prospect = Sample.of(ORG).prospect("p");
    optOut(prospect);
    Refusal.of(ada.enrol(sequence, prospect), 422);
    assertThat(
            Db.number(
                "select count(*) from sequence s where id = ? and last_used_at = '2020-01-01Z'"
                    + " and not exists (select 1 from sequence_state where sequence_id = s.id)",
                sequence))
        .isEqualTo(1);
  }
}
