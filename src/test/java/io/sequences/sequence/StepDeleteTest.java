package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.Resources;
import io.sequences.support.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StepDeleteTest {

  private static final String ORG = "step-delete";

  private final Enroller ada = Enroller.of(ORG, "ada");

  private List<Long> order(long sequence) {
    return Resources.ids(ada.api, "/sequenceSteps?sort=order&filter[sequence][id]=" + sequence);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theGapCloses(int place) {
    long sequence = ada.api.createSequence("\"name\":\"x\"");
    List<Long> steps = List.of(ada.call(sequence, 1), ada.call(sequence, 2), ada.call(sequence, 3));
    ada.api.delete("/sequenceSteps/" + steps.get(place)).statusCode(204);
    assertThat(order(sequence)).hasSize(2).doesNotContain(steps.get(place)).isSorted();
    assertThat(
            Db.rows(
                "select ordinal from sequence_step where sequence_id = ? and deleted_at is null"
                    + " order by 1",
                sequence))
        .containsExactly(1, 2);
    Refusal.of(ada.api.get("/sequenceSteps/" + steps.get(place)), 404).is("resourceNotFound");
    Refusal.of(ada.api.delete("/sequenceSteps/" + steps.get(place)), 404).is("resourceNotFound");
    Refusal.of(ada.patchStep(steps.get(place), "\"order\":1"), 404).is("resourceNotFound");
  }

  @Test
  void aStepThatStatesStandOnStays() {
    long sequence = ada.active("");
    ada.call(sequence, 5);
    long first = order(sequence).get(0);
    long state = ada.enrolled(sequence, ada.prospect());
    ada.act(state, "pause").statusCode(200);
    Refusal.of(ada.api.delete("/sequenceSteps/" + first), 422)
        .is("validationError")
        .saying("stand");
    ada.act(state, "finish").statusCode(200);
    ada.api.delete("/sequenceSteps/" + first).statusCode(204);
    ada.api.get("/sequenceStates/" + state).statusCode(200);
  }

  @Test
  void theOnlyStepOfAnActiveSequenceStays() {
    long sequence = ada.active("");
    long only = order(sequence).get(0);
    Refusal.of(ada.api.delete("/sequenceSteps/" + only), 422).saying("only step");
    ada.deactivate(sequence).statusCode(200);
    ada.api.delete("/sequenceSteps/" + only).statusCode(204);
    Refusal.of(ada.activate(sequence), 422).is("validationError");
  }

  @Test
  void mailingsKeepItAndStayCounted() {
    long sequence = ada.api.createSequence("\"name\":\"x\"");
    long step = ada.call(sequence, 1);
    long mailing = Sample.of(ORG).mailing(sequence, ada.prospect());
    Db.rows(
        "update mailing set sequence_step_id = ?, delivered_at = now() where id = ?",
        step,
        mailing);
    ada.api.delete("/sequenceSteps/" + step).statusCode(204);
    assertThat(
            Json.attributes(ada.api.get("/sequences/" + sequence)).path("deliverCount").intValue())
        .isEqualTo(1);
    ada.api
        .get("/mailings/" + mailing + "?include=sequenceStep")
        .statusCode(200)
        .body("data.relationships.sequenceStep.data.id", equalTo((int) step))
        .body("included.size()", equalTo(0));
  }

  @Test
  void aSequenceWhoseStepsAreAllDeletedMayChangeItsType() {
    long sequence = ada.api.createSequence("\"name\":\"x\"");
    long step = ada.call(sequence, 1);
    Refusal.of(ada.api.patchSequence(sequence, "\"sequenceType\":\"date\""), 422)
        .at("/data/attributes/sequenceType");
    ada.api.delete("/sequenceSteps/" + step).statusCode(204);
    ada.api.patchSequence(sequence, "\"sequenceType\":\"date\"").statusCode(200);
    ada.step(sequence, "\"stepType\":\"call\",\"date\":\"2030-01-01T00:00:00Z\"").statusCode(201);
    assertThat(Json.attributes(ada.api.get("/sequences/" + sequence)).path("sequenceStepCount"))
        .hasToString("1");
  }

  @Test
  void needsTheScopeToDelete() {
    long sequence = ada.api.createSequence("\"name\":\"x\"");
    long step = ada.call(sequence, 1);
    Api writer = Api.withScopes(ORG, "ada", "sequenceSteps.write sequenceSteps.read");
    Refusal.of(writer.delete("/sequenceSteps/" + step), 403)
        .is("unauthorizedOauthScope")
        .saying("sequenceSteps.delete");
    Api.withScopes(ORG, "ada", "sequenceSteps.delete")
        .delete("/sequenceSteps/" + step)
        .statusCode(204);
  }
}
