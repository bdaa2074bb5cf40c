package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the reply actions, their durations and the deprecated finishOnReply hang together. */
@QuarkusTest
class SequenceReplyRulesTest {

  private final Api ada = Api.of("replies", "ada");

  private long with(String action) {
    return ada.createSequence(
        "\"name\":\"x\",\"primaryReplyPauseDuration\":60,\"primaryReplyAction\":\""
            + action
            + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "finish, true, finish",
    "finish, false, continue",
    "continue, true, finish",
    "continue, false, continue",
    "pause, true, finish",
    "pause, false, pause"
  })
  void finishOnReplySetsTheActionAsFarAsItSaysOne(String before, boolean written, String after) {
    long id = with(before);
    JsonNode answer =
        Json.attributes(ada.patchSequence(id, "\"finishOnReply\":" + written).statusCode(200));
    assertThat(answer.path("primaryReplyAction").textValue()).isEqualTo(after);
    assertThat(answer.path("finishOnReply").booleanValue()).isEqualTo(after.equals("finish"));
  }

  @ParameterizedTest
  @CsvSource({
    "finish, true, true",
    "finish, false, false",
    "continue, true, false",
    "continue, false, true",
    "pause, true, false",
    "pause, false, true"
  })
  void finishOnReplyMayStandBesideTheActionThatItAgreesWith(
      String action, boolean written, boolean agrees) {
    for (String before : new String[] {"finish", "continue", "pause"}) {
      long id = with(before);
      var patched =
          ada.patchSequence(
              id, "\"primaryReplyAction\":\"" + action + "\",\"finishOnReply\":" + written);
      if (agrees) {
        assertThat(Json.attributes(patched.statusCode(200)).path("primaryReplyAction").textValue())
            .isEqualTo(action);
      } else {
        Refusal.of(patched, 422).is("validationError").at("/data/attributes/finishOnReply");
      }
    }
    ada.post(
            "/sequences",
            Api.document(
                "\"name\":\"x\",\"primaryReplyPauseDuration\":60,\"finishOnReply\":%s,\"primaryReplyAction\":\"%s\""
                    .formatted(written, action)))
        .statusCode(agrees ? 201 : 422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary", "secondary"})
  void aPauseNeedsItsDuration(String which) {
    String pointer = "/data/attributes/" + which + "ReplyPauseDuration";
    String pause = "\"" + which + "ReplyAction\":\"pause\"";
    String duration = "\"" + which + "ReplyPauseDuration\":";
    Refusal.of(ada.post("/sequences", Api.document("\"name\":\"x\"," + pause)), 422)
        .is("validationError")
        .at(pointer);
    long id = ada.createSequence("\"name\":\"x\"");
    Refusal.of(ada.patchSequence(id, pause), 422).is("validationError").at(pointer);
    ada.patchSequence(id, pause + "," + duration + "60").statusCode(200);
    Refusal.of(ada.patchSequence(id, duration + "null"), 422).is("validationError").at(pointer);
    Refusal.of(ada.patchSequence(id, duration + "0"), 422).is("validationError").at(pointer);
    ada.patchSequence(id, "\"" + which + "ReplyAction\":\"continue\"," + duration + "null")
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary", "secondary"})
  void aDurationThatIsAlreadyThereIsEnough(String which) {
    long id = ada.createSequence("\"name\":\"x\",\"" + which + "ReplyPauseDuration\":60");
    ada.patchSequence(id, "\"" + which + "ReplyAction\":\"pause\"").statusCode(200);
  }
}
