package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StateCreateTest {

  private static final String ORG = "state-create";

  private final Enroller ada = Enroller.of(ORG, "ada");
  private final Enroller bob = Enroller.of(ORG, "bob");

  private static long target(JsonNode resource, String relationship) {
    return resource.path("relationships").path(relationship).path("data").path("id").longValue();
  }

  private List<Long> steps(long sequence) {
    return Resources.ids(ada.api, "/sequenceSteps?sort=order&filter[sequence][id]=" + sequence);
  }

  @Test
  void isActiveAtOnceOnTheFirstStep() {
    long sequence = ada.active("");
    ada.call(sequence, 60);
    long prospect = ada.prospect();
    ValidatableResponse created = bob.enrol(sequence, prospect).statusCode(201);
    JsonNode state = Json.of(created).path("data");
    JsonNode attributes = state.path("attributes");
    assertThat(attributes.path("state").textValue()).isEqualTo("active");
    for (String moment : new String[] {"activeAt", "stateChangedAt", "updatedAt"}) {
      assertThat(attributes.path(moment).textValue())
          .as(moment)
          .isGreaterThanOrEqualTo(attributes.path("createdAt").textValue());
    }
    assertThat(target(state, "sequence")).isEqualTo(sequence);
    assertThat(target(state, "prospect")).isEqualTo(prospect);
    assertThat(target(state, "sequenceStep")).isEqualTo(steps(sequence).get(0));
    assertThat(target(state, "creator")).isEqualTo(Db.user(ORG, "bob"));
    assertThat(Json.of(ada.api.get(created.extract().header("Location"))))
        .isEqualTo(Json.of(created));
  }

  @Test
  void waitsInASequenceThatIsNotSwitchedOn() {
    long sequence = ada.api.createSequence("\"name\":\"x\"");
    JsonNode state = Json.of(ada.enrol(sequence, ada.prospect()).statusCode(201)).path("data");
    assertThat(state.path("attributes").path("state").textValue()).isEqualTo("pending");
    assertThat(state.path("attributes").path("activeAt").isNull()).isTrue();
    assertThat(state.path("relationships").path("sequenceStep").path("data").isNull()).isTrue();
    ada.call(sequence, 1);
    long second = ada.call(sequence, 2);
    ada.patchStep(second, "\"order\":1").statusCode(200);
    ada.activate(sequence).statusCode(200);
    JsonNode later = Json.of(ada.api.get("/sequenceStates/" + Resources.id(state))).path("data");
    assertThat(later.path("attributes").path("state").textValue()).isEqualTo("active");
    assertThat(target(later, "sequenceStep")).isEqualTo(second);
  }

  @Test
  void mayBeginOnAnotherStep() {
    long sequence = ada.active("");
    long second = ada.call(sequence, 60);
    JsonNode state =
        Json.of(
                ada.enrol(
                        sequence,
                        ada.prospect(),
                        "," + Enroller.toOne("sequenceStep", "sequenceStep", second))
                    .statusCode(201))
            .path("data");
    assertThat(target(state, "sequenceStep")).isEqualTo(second);
    assertThat(state.path("attributes").path("state").textValue()).isEqualTo("active");
  }

  @Test
  void usesTheSequenceWithoutChangingIt() {
    long sequence = ada.active("");
    Db.rows("update sequence set last_used_at = '2020-01-01Z' where id = ?", sequence);
    JsonNode before = Json.of(ada.api.get("/sequences/" + sequence)).path("data");
    long version = Db.number("select version from sequence where id = ?", sequence);
    String began =
        Json.attributes(bob.enrol(sequence, ada.prospect()).statusCode(201))
            .path("createdAt")
            .textValue();
    JsonNode after = Json.of(ada.api.get("/sequences/" + sequence)).path("data");
    assertThat(after.path("attributes").path("lastUsedAt").textValue())
        .isGreaterThanOrEqualTo(began);
    assertThat(after.path("attributes").path("updatedAt"))
        .isEqualTo(before.path("attributes").path("updatedAt"));
    assertThat(Db.number("select version from sequence where id = ?", sequence)).isEqualTo(version);
    assertThat(target(after, "updater")).isEqualTo(Db.user(ORG, "ada"));
  }

  @Test
  void lastUsedAtNeverGoesBack() {
    long sequence = ada.active("");
    Db.rows("update sequence set last_used_at = '2999-01-01Z' where id = ?", sequence);
    ada.enrolled(sequence, ada.prospect());
    assertThat(
            Json.attributes(ada.api.get("/sequences/" + sequence)).path("lastUsedAt").textValue())
        .startsWith("2999");
  }

  @Test
  void needsAProspectAndASequence() {
    Refusal.of(
            ada.api.post(
                "/sequenceStates", "{\"data\":{\"type\":\"sequenceState\",\"attributes\":{}}}"),
            422)
        .is("validationError")
        .at("/data/relationships/prospect", "/data/relationships/sequence");
  }

  @Test
  void nothingElseIsSetByClients() {
    long sequence = ada.active("");
    Refusal.of(
            ada.api.post(
                "/sequenceStates",
                "{\"data\":{\"type\":\"sequenceState\",\"attributes\":{\"state\":\"finished\","
                    + "\"activeAt\":null,\"pauseReason\":\"x\"},\"relationships\":{%s,%s,%s}}}"
                        .formatted(
                            Enroller.toOne("sequence", "sequence", sequence),
                            Enroller.toOne("prospect", "prospect", ada.prospect()),
                            Enroller.toOne("creator", "user", 1))),
            422)
        .at(
            "/data/attributes/state",
            "/data/attributes/activeAt",
            "/data/attributes/pauseReason",
            "/data/relationships/creator");
    assertThat(Db.number("select count(*) from sequence_state where sequence_id = ?", sequence))
        .isZero();
  }

  @Test
  void isNotChangedByPatch() {
    long state = ada.enrolled(ada.active(""), ada.prospect());
    Refusal.of(
            ada.api.patch(
                "/sequenceStates/" + state,
                "{\"data\":{\"type\":\"sequenceState\",\"id\":%d,\"attributes\":{}}}"
                    .formatted(state)),
            405)
        .is("methodNotAllowed");
  }
}
