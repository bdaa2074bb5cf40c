package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StateActionsTest {

  private static final String ORG = "state-actions";

  private final Enroller ada = Enroller.of(ORG, "ada");

  /** A state that has come to be so, in a sequence that is on, or off where it must be. */
  private long in(String state) {
    long sequence = ada.active(state.equals("pending") ? ",\"throttlePaused\":true" : "");
    long id = ada.enrolled(sequence, ada.prospect());
    switch (state) {
      case "pending", "active" -> {}
      case "paused" -> ada.act(id, "pause?actionParams[reason]=first").statusCode(200);
      case "disabled" -> ada.deactivate(sequence).statusCode(200);
      case "finished" -> ada.act(id, "finish").statusCode(200);
      default -> Db.rows("update sequence_state set state = ? where id = ?", state, id);
    }
    assertThat(ada.stateOf(id)).isEqualTo(state);
    return id;
  }

  private JsonNode read(long id) {
    return Json.of(ada.api.get("/sequenceStates/" + id).statusCode(200)).path("data");
  }

  private static long version(long id) {
    return Db.number("select version from sequence_state where id = ?", id);
  }

  @ParameterizedTest
  @CsvSource({
    "pause, pending, paused",
    "pause, active, paused",
    "pause, paused, unchanged",
    "pause, disabled, paused",
    "pause, finished, refused",
    "pause, failed, refused",
    "pause, bounced, refused",
    "pause, opted_out, refused",
    "resume, pending, unchanged",
    "resume, active, unchanged",
    "resume, paused, active",
    "resume, disabled, unchanged",
    "resume, finished, refused",
    "resume, failed, refused",
    "resume, bounced, refused",
    "resume, opted_out, refused",
    "finish, pending, finished",
    "finish, active, finished",
    "finish, paused, finished",
    "finish, disabled, finished",
    "finish, finished, unchanged",
    "finish, failed, refused",
    "finish, bounced, refused",
    "finish, opted_out, refused"
  })
  void doesOrRefuses(String action, String from, String result) {
    long id = in(from);
    JsonNode before = read(id);
    long version = version(id);
    if (result.equals("refused")) {
      Refusal.of(ada.act(id, action), 422).is("validationError").saying(from);
      assertThat(read(id)).isEqualTo(before);
    } else {
      JsonNode answer = Json.of(ada.act(id, action).statusCode(200)).path("data");
      assertThat(answer).isEqualTo(read(id));
      if (result.equals("unchanged")) {
        assertThat(answer).isEqualTo(before);
        assertThat(version(id)).isEqualTo(version);
      } else {
        assertThat(answer.path("attributes").path("state").textValue()).isEqualTo(result);
        assertThat(answer.path("attributes").path("stateChangedAt").textValue())
            .isGreaterThanOrEqualTo(before.path("attributes").path("stateChangedAt").textValue());
        assertThat(version(id)).isGreaterThan(version);
      }
    }
  }

  @Test
  void aPauseHasAReasonUntilItEnds() {
    long id = in("active");
    ada.act(id, "pause?actionParams%5Breason%5D=On%20holiday")
        .statusCode(200)
        .body("data.attributes.pauseReason", equalTo("On holiday"));
    ada.act(id, "pause").statusCode(200).body("data.attributes.pauseReason", equalTo("On holiday"));
    ada.act(id, "pause?actionParams[reason]=Ill")
        .statusCode(200)
        .body("data.attributes.pauseReason", equalTo("Ill"));
    ada.act(id, "resume").statusCode(200).body("data.attributes.pauseReason", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"finish", "resume"})
  void noReasonIsLeftOfAPauseThatIsOver(String action) {
    long id = in("paused");
    Db.rows("update sequence_state set paused_until = now() + interval '1 day' where id = ?", id);
    ada.act(id, action).statusCode(200).body("data.attributes.pauseReason", nullValue());
    assertThat(
            Db.number(
                "select count(*) from sequence_state where id = ? and paused_until is null", id))
        .isEqualTo(1);
  }

  @Test
  void aReasonHasItsBounds() {
    long id = in("active");
    ada.act(id, "pause?actionParams[reason]=" + "x".repeat(1_024)).statusCode(200);
    Refusal.of(ada.act(id, "pause?actionParams[reason]=" + "x".repeat(1_025)), 422)
        .is("validationDataTooLongError")
        .parameter("actionParams[reason]");
    Refusal.of(ada.act(id, "pause?actionParams[reason]=a%00b"), 422)
        .is("validationError")
        .parameter("actionParams[reason]");
  }

  @ParameterizedTest
  @CsvSource({
    "pause, actionParams[reasons]=x, actionParams[reasons]",
    "resume, actionParams[reason]=x, actionParams[reason]",
    "finish, actionParams[reason]=x, actionParams[reason]",
    "pause, actionParams=x, actionParams",
    "pause, reason=x, reason"
  })
  void refusesWhatItDoesNotTake(String action, String query, String named) {
    long id = in("active");
    Refusal.of(ada.act(id, action + "?" + query), 422).is("validationError").parameter(named);
    assertThat(ada.stateOf(id)).isEqualTo("active");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "active", "paused", "disabled", "finished", "bounced"})
  void aDeletedStateIsGoneAndItsFiguresStay(String state) {
    long id = in(state);
    ada.api.delete("/sequenceStates/" + id).statusCode(204);
    Refusal.of(ada.api.get("/sequenceStates/" + id), 404).is("resourceNotFound");
    Refusal.of(ada.act(id, "finish"), 404).is("resourceNotFound");
    Refusal.of(ada.api.delete("/sequenceStates/" + id), 404).is("resourceNotFound");
    assertThat(Db.rows("select state from sequence_state where id = ?", id))
        .containsExactly(state.equals("bounced") ? "bounced" : "finished");
    long sequence = Db.number("select sequence_id from sequence_state where id = ?", id);
    ada.api.delete("/sequences/" + sequence).statusCode(204);
  }

  @Test
  void resumedInASequenceThatIsOffItWaits() {
    long id = in("paused");
    long sequence = Db.number("select sequence_id from sequence_state where id = ?", id);
    ada.deactivate(sequence).statusCode(200);
    ada.act(id, "resume").statusCode(200).body("data.attributes.state", equalTo("pending"));
    ada.activate(sequence).statusCode(200);
    assertThat(ada.stateOf(id)).isEqualTo("active");
  }
}
