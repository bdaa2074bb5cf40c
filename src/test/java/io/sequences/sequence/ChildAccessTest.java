package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Enroller;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps and states are seen and changed as their sequence is. */
@QuarkusTest
class ChildAccessTest {

  private static final String ORG = "child-access";

  private final Enroller ada = Enroller.of(ORG, "ada");
  private final Enroller bob = Enroller.of(ORG, "bob");

  /** What a request of somebody else is answered: nothing there, not permitted, or done. */
  enum Expected {
    UNSEEN,
    FORBIDDEN,
    DONE
  }

  private static void check(ValidatableResponse answer, Expected expected) {
    switch (expected) {
      case UNSEEN -> Refusal.of(answer, 404).is("resourceNotFound");
      case FORBIDDEN -> Refusal.of(answer, 403).is("unauthorizedRequest");
      case DONE -> assertThat(answer.extract().statusCode()).isBetween(200, 204);
    }
  }

  private static void checkCreate(ValidatableResponse answer, Expected expected) {
    switch (expected) {
      case UNSEEN ->
          Refusal.of(answer, 422).is("validationError").at("/data/relationships/sequence");
      case FORBIDDEN ->
          Refusal.of(answer, 403).is("unauthorizedRequest").at("/data/relationships/sequence");
      case DONE -> answer.statusCode(201);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "private, false, UNSEEN",
    "read_only, false, FORBIDDEN",
    "shared, true, FORBIDDEN",
    "shared, false, DONE"
  })
  void ofASequence(String shareType, boolean locked, Expected expected) {
    long sequence = ada.active(",\"shareType\":\"" + shareType + "\"");
    long step = ada.call(sequence, 60);
    long state = ada.enrolled(sequence, ada.prospect());
    if (locked) {
      ada.api.post("/sequences/" + sequence + "/actions/lock").statusCode(200);
    }
    for (String path : List.of("/sequenceSteps/" + step, "/sequenceStates/" + state)) {
      ValidatableResponse read = bob.api.get(path + "?provideAuthorizationMeta=true");
      if (expected == Expected.UNSEEN) {
        check(read, expected);
      } else {
        JsonNode meta = Json.of(read.statusCode(200)).path("data").path("meta");
        assertThat(meta.path("canWrite").booleanValue()).isEqualTo(expected == Expected.DONE);
        assertThat(meta.path("canDelete").booleanValue()).isEqualTo(expected == Expected.DONE);
      }
    }
    checkCreate(bob.step(sequence, "\"stepType\":\"call\",\"interval\":1"), expected);
    checkCreate(bob.enrol(sequence, ada.prospect()), expected);
    check(bob.patchStep(step, "\"interval\":61"), expected);
    for (String action : List.of("pause", "resume", "finish")) {
      check(bob.act(state, action), expected);
    }
    check(bob.api.delete("/sequenceSteps/" + step), expected);
    check(bob.api.delete("/sequenceStates/" + state), expected);
  }

  @Test
  void ofADeletedSequenceNothingIsLeft() {
    long sequence = ada.active("");
    long step = ada.call(sequence, 60);
    long state = ada.enrolled(sequence, ada.prospect());
    ada.act(state, "finish").statusCode(200);
    ada.api.delete("/sequences/" + sequence).statusCode(204);
    check(ada.api.get("/sequenceSteps/" + step), Expected.UNSEEN);
    check(ada.patchStep(step, "\"interval\":61"), Expected.UNSEEN);
    check(ada.api.delete("/sequenceSteps/" + step), Expected.UNSEEN);
    check(ada.api.get("/sequenceStates/" + state), Expected.UNSEEN);
    check(ada.act(state, "finish"), Expected.UNSEEN);
    check(ada.api.delete("/sequenceStates/" + state), Expected.UNSEEN);
    checkCreate(ada.enrol(sequence, ada.prospect()), Expected.UNSEEN);
  }

  @Test
  void ofAnotherOrganisationNothingIsThere() {
    Enroller eve = Enroller.of("child-access-else", "eve");
    long sequence = ada.active("");
    long step = ada.call(sequence, 60);
    long state = ada.enrolled(sequence, ada.prospect());
    check(eve.api.get("/sequenceSteps/" + step), Expected.UNSEEN);
    check(eve.patchStep(step, "\"interval\":61"), Expected.UNSEEN);
    check(eve.api.delete("/sequenceSteps/" + step), Expected.UNSEEN);
    check(eve.act(state, "pause"), Expected.UNSEEN);
    check(eve.api.delete("/sequenceStates/" + state), Expected.UNSEEN);
    checkCreate(eve.enrol(sequence, eve.prospect()), Expected.UNSEEN);
    Refusal.of(ada.enrol(sequence, eve.prospect()), 422).at("/data/relationships/prospect");
    assertThat(Resources.ids(eve.api, "/sequenceStates")).isEmpty();
    assertThat(ada.stateOf(state)).isEqualTo("active");
  }

  @Test
  void actionsAndDeletesNeedTheirScopes() {
    long state = ada.enrolled(ada.active(""), ada.prospect());
    String path = "/sequenceStates/" + state;
    Api reader = Api.withScopes(ORG, "ada", "sequenceStates.read sequences.all prospects.all");
    JsonNode meta =
        Json.of(reader.get(path + "?provideAuthorizationMeta=true")).path("data").path("meta");
    assertThat(meta.path("canWrite").booleanValue()).isFalse();
    assertThat(meta.path("canDelete").booleanValue()).isFalse();
    Refusal.of(reader.post(path + "/actions/pause"), 403)
        .is("unauthorizedOauthScope")
        .saying("sequenceStates.write");
    Refusal.of(reader.delete(path), 403)
        .is("unauthorizedOauthScope")
        .saying("sequenceStates.delete");
    Refusal.of(reader.post("/sequenceStates", "{\"data\":" + Enroller.state(1, 1, "") + "}"), 403)
        .is("unauthorizedOauthScope");
    Api.withScopes(ORG, "ada", "sequenceStates.write")
        .post(path + "/actions/pause")
        .statusCode(200);
    Api.withScopes(ORG, "ada", "sequenceStates.delete").delete(path).statusCode(204);
  }
}
