package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class StepChangeTest {

  private static final String ORG = "step-change";

  private final Enroller ada = Enroller.of(ORG, "ada");
  private final Enroller bob = Enroller.of(ORG, "bob");

  private long sequence() {
    return ada.api.createSequence("\"name\":\"i\"");
  }

  private List<Long> calls(long sequence, int number) {
    List<Long> steps = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      steps.add(ada.call(sequence, 86_400));
    }
    return steps;
  }

  private List<Long> order(long sequence) {
    return Resources.ids(ada.api, "/sequenceSteps?sort=order&filter[sequence][id]=" + sequence);
  }

  private static void isGapless(long sequence) {
    assertThat(
            Db.rows(
                "select ordinal from sequence_step where sequence_id = ? and deleted_at is null"
                    + " order by ordinal",
                sequence))
        .isEqualTo(
            Db.rows(
                "select generate_series(1, count(*)::int) from sequence_step"
                    + " where sequence_id = ? and deleted_at is null",
                sequence));
  }

  private JsonNode read(long step) {
    return Json.of(ada.api.get("/sequenceSteps/" + step).statusCode(200)).path("data");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "1, 5", "3, 1", "3, 2", "3, 4", "5, 1", "5, 5"})
  void movesToAnotherPlace(int from, int to) {
    long sequence = sequence();
    List<Long> expected = calls(sequence, 5);
    long moved = expected.get(from - 1);
    ada.patchStep(moved, "\"order\":" + to)
        .statusCode(200)
        .body("data.attributes.order", equalTo(to))
        .body("data.attributes.displayName", equalTo("Step #" + to + " (Call)"));
    expected.remove(moved);
    expected.add(to - 1, moved);
    assertThat(order(sequence)).isEqualTo(expected);
    isGapless(sequence);
  }

  @Test
  void refusesAPlaceBehindTheEnd() {
    long sequence = sequence();
    List<Long> steps = calls(sequence, 2);
    for (String order : new String[] {"3", "0", "-1", "null", "\"1\"", "1.5"}) {
      Refusal.of(ada.patchStep(steps.get(0), "\"order\":" + order), 422)
          .at("/data/attributes/order");
    }
    assertThat(order(sequence)).isEqualTo(steps);
  }

  @Test
  void aStepThatMakesRoomIsChangedByWhoeverMovedTheOther() {
    long sequence = sequence();
    List<Long> steps = calls(sequence, 3);
    bob.patchStep(steps.get(2), "\"order\":2").statusCode(200);
    for (int i = 0; i < 3; i++) {
      JsonNode step = read(steps.get(i));
      String updater = i == 0 ? "ada" : "bob";
      assertThat(step.path("relationships").path("updater").path("data").path("id").longValue())
          .isEqualTo(Db.user(ORG, updater));
      assertThat(Db.number("select version from sequence_step where id = ?", steps.get(i)))
          .isEqualTo(i == 0 ? 0 : 1);
    }
  }

  @Test
  void changesWhatIsPresentAndNothingElse() {
    long step = ada.call(sequence(), 5);
    ada.patchStep(step, "\"taskNote\":\"Ring twice\"").statusCode(200);
    bob.patchStep(step, "\"stepType\":\"task\",\"interval\":0")
        .statusCode(200)
        .body("data.attributes.stepType", equalTo("task"))
        .body("data.attributes.interval", equalTo(0))
        .body("data.attributes.order", equalTo(1))
        .body("data.attributes.taskNote", equalTo("Ring twice"))
        .body("data.relationships.updater.data.id", equalTo((int) Db.user(ORG, "bob")))
        .body("data.relationships.creator.data.id", equalTo((int) Db.user(ORG, "ada")));
    JsonNode before = read(step);
    ada.patchStep(step, "\"interval\":0,\"order\":1").statusCode(200);
    assertThat(read(step)).isEqualTo(before);
  }

  @Test
  void keepsToItsSequencesKind() {
    long step = ada.call(sequence(), 5);
    Refusal.of(ada.patchStep(step, "\"interval\":null"), 422).at("/data/attributes/interval");
    Refusal.of(ada.patchStep(step, "\"date\":\"2030-01-01T00:00:00Z\""), 422)
        .at("/data/attributes/date");
    ada.patchStep(step, "\"date\":null").statusCode(200);
    long sequence = ada.activeByDate("");
    long dated = order(sequence).get(0);
    Refusal.of(ada.patchStep(dated, "\"date\":null"), 422).at("/data/attributes/date");
    Refusal.of(ada.patchStep(dated, "\"interval\":1"), 422).at("/data/attributes/interval");
    ada.patchStep(dated, "\"date\":\"2031-01-01T00:00:00Z\"").statusCode(200);
  }

  @Test
  void staysInItsSequence() {
    long other = sequence();
    long step = ada.call(sequence(), 5);
    Refusal.of(
            ada.api.patch(
                "/sequenceSteps/" + step,
                "{\"data\":{\"type\":\"sequenceStep\",\"id\":%d,\"relationships\":{%s}}}"
                    .formatted(step, Enroller.toOne("sequence", "sequence", other))),
            422)
        .at("/data/relationships/sequence");
  }

  @Test
  void figuresOfAnActiveSequenceFollow() {
    long sequence = ada.active("");
    figures(sequence, 1, 100, 0);
    long call = ada.call(sequence, 86_401);
    figures(sequence, 2, 50, 2);
    ada.call(sequence, 0);
    figures(sequence, 3, 100 / 3.0, 2);
    ada.patchStep(call, "\"stepType\":\"auto_email\",\"interval\":86400").statusCode(200);
    figures(sequence, 3, 200 / 3.0, 1);
    ada.api.delete("/sequenceSteps/" + call).statusCode(204);
    figures(sequence, 2, 50, 0);
  }

  private void figures(long sequence, int steps, double automation, int days) {
    JsonNode attributes = Json.attributes(ada.api.get("/sequences/" + sequence));
    assertThat(attributes.path("sequenceStepCount").intValue()).isEqualTo(steps);
    assertThat(attributes.path("automationPercentage").doubleValue()).isEqualTo(automation);
    assertThat(attributes.path("durationInDays").intValue()).isEqualTo(days);
  }

  @Test
  void includedStepsComeInTheirOrder() {
    long sequence = sequence();
    List<Long> steps = calls(sequence, 3);
    ada.patchStep(steps.get(2), "\"order\":1").statusCode(200);
    List<Long> expected = List.of(steps.get(2), steps.get(0), steps.get(1));
    JsonNode answer = Json.of(ada.api.get("/sequences/" + sequence + "?include=sequenceSteps"));
    JsonNode linkage = answer.path("data").path("relationships").path("sequenceSteps").path("data");
    assertThat(Resources.ids(Resources.elements(linkage))).isEqualTo(expected);
    assertThat(Resources.ids(Resources.elements(answer.path("included"))))
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
