package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SequenceActionsTest {

  private static final String ORG = "acting";

  private final Api ada = Api.of(ORG, "ada");

  private long withStep() {
    long id = ada.createSequence("\"name\":\"x\"");
    Sample.of(ORG).step(id);
    return id;
  }

  private static String path(long id, String action) {
    return "/sequences/" + id + "/actions/" + action;
  }

  private JsonNode read(long id) {
    return Json.of(ada.get("/sequences/" + id).statusCode(200)).path("data");
  }

  @Test
  void activateEnables() {
    long id = withStep();
    JsonNode answer = Json.of(ada.post(path(id, "activate")).statusCode(200)).path("data");
    assertThat(answer.path("attributes").path("enabled").booleanValue()).isTrue();
    assertThat(answer.path("attributes").path("enabledAt").textValue()).isGreaterThan("2025");
    assertThat(answer).isEqualTo(read(id));
  }

  @Test
  void activatingAnActiveOneChangesNothing() {
    long id = withStep();
    ada.post(path(id, "activate")).statusCode(200);
    Db.rows(
        "update sequence set enabled_at = '2020-01-01Z', updated_at = '2020-01-02Z' where id = ?",
        id);
    JsonNode before = read(id);
    assertThat(Json.of(Api.of(ORG, "bob").post(path(id, "activate")).statusCode(200)).path("data"))
        .isEqualTo(before);
    assertThat(read(id)).isEqualTo(before);
    assertThat(before.path("attributes").path("enabledAt").textValue())
        .isEqualTo("2020-01-01T00:00:00.000Z");
  }

  @Test
  void activateNeedsAStep() {
    long id = ada.createSequence("\"name\":\"x\"");
    JsonNode before = read(id);
    Refusal.of(ada.post(path(id, "activate")), 422).is("validationError").saying("step");
    assertThat(read(id)).isEqualTo(before);
  }

  @Test
  void deactivateDisables() {
    long id = withStep();
    ada.post(path(id, "activate")).statusCode(200);
    ada.post(path(id, "deactivate"))
        .statusCode(200)
        .body("data.attributes.enabled", equalTo(false))
        .body("data.attributes.enabledAt", nullValue());
  }

  @Test
  void deactivatingAnInactiveOneChangesNothing() {
    long id = ada.createSequence("\"name\":\"x\"");
    Db.rows("update sequence set updated_at = '2020-01-02Z' where id = ?", id);
    JsonNode before = read(id);
    ada.post(path(id, "deactivate")).statusCode(200);
    assertThat(read(id)).isEqualTo(before);
  }

  @Test
  void whoSwitchesIsTheUpdater() {
    long id = withStep();
    Api.of(ORG, "bob")
        .post(path(id, "activate"))
        .statusCode(200)
        .body("data.relationships.updater.data.id", equalTo((int) Db.user(ORG, "bob")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"activate", "deactivate", "lock", "unlock"})
  void takesNoBodyOrAnEmptyDocument(String action) {
    long id = withStep();
    ada.post(path(id, action)).statusCode(200);
    for (String empty : new String[] {"", "{}", " { } ", "{\"data\":null}", "{\"data\":{}}"}) {
      ada.post(path(id, action), empty).statusCode(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"activate", "deactivate", "lock", "unlock"})
  void refusesABodyWithSomethingInIt(String action) {
    long id = withStep();
    JsonNode before = read(id);
    for (String body :
        new String[] {
          "{\"data\":{\"type\":\"sequence\"}}",
          "{\"data\":7}",
          "{\"data\":\"x\"}",
          "{\"data\":false}",
          "{\"data\":[1]}",
          "[]",
          "7",
          "null",
          "{",
          "{} x"
        }) {
      Refusal.of(ada.post(path(id, action), body), 400).is("malformedRequest");
    }
    assertThat(read(id)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"activate", "deactivate", "lock", "unlock"})
  void findsNoSequenceUnderAnotherId(String action) {
    for (String id : new String[] {"0", "999999999999", "99999999999999999999", "x", "-1"}) {
      Refusal.of(ada.post("/sequences/" + id + "/actions/" + action), 404).is("resourceNotFound");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive", "Activate", "activate/x", ""})
  void anUnknownActionIsNoRoute(String action) {
    Refusal.of(ada.post(path(withStep(), action)), 404).is("routeNotFound");
  }
}
