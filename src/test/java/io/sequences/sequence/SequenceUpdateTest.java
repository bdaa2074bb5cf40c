package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
class SequenceUpdateTest {

  private static final String ORG = "updating";

  private final Api ada = Api.of(ORG, "ada");
  private final Api bob = Api.of(ORG, "bob");

  private JsonNode read(long id) {
    return Json.of(ada.get("/sequences/" + id).statusCode(200)).path("data");
  }

  /** Moves its last change into the past, so that a change shows however fast the clock is read. */
  private long aged(String attributes) {
    long id = ada.createSequence(attributes);
    Db.rows("update sequence set updated_at = '2020-01-01Z' where id = ?", id);
    return id;
  }

  @Test
  void changesOnlyWhatIsPresent() {
    long id = aged("\"name\":\"a\",\"description\":\"d\",\"tags\":[\"t\"],\"throttleCapacity\":5");
    ObjectNode before = read(id).deepCopy();
    JsonNode answer = Json.of(ada.patchSequence(id, "\"name\":\"b\"").statusCode(200)).path("data");
    assertThat(answer).isEqualTo(read(id));
    ObjectNode after = answer.deepCopy();
    assertThat(after.path("attributes").path("name").textValue()).isEqualTo("b");
    assertThat(after.path("attributes").path("updatedAt").textValue()).isGreaterThan("2025");
    ((ObjectNode) after.path("attributes")).put("name", "a").put("updatedAt", "");
    ((ObjectNode) before.path("attributes")).put("updatedAt", "");
    ((ObjectNode) before.path("meta")).put("version", before.at("/meta/version").intValue() + 1);
    assertThat(after).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"name\":\"a\"",
        "\"description\":null",
        "\"tags\":[\"x\",\"y\"]",
        "\"throttleCapacity\":5",
        "\"throttlePaused\":true",
        "\"finishOnReply\":true",
        "\"primaryReplyAction\":\"finish\",\"transactional\":false"
      })
  void leavesTheMomentOfTheLastChangeWhenNothingChanges(String attributes) {
    long id =
        aged(
            "\"name\":\"a\",\"tags\":[\"x\",\"y\"],\"throttleCapacity\":5,\"throttlePaused\":true");
    JsonNode before = read(id);
    bob.patchSequence(id, attributes).statusCode(200);
    assertThat(read(id)).isEqualTo(before);
  }

  @Test
  void noticesAnotherOrderOfTags() {
    long id = aged("\"name\":\"a\",\"tags\":[\"x\",\"y\"]");
    ada.patchSequence(id, "\"tags\":[\"y\",\"x\"]").statusCode(200);
    assertThat(read(id).path("attributes").path("tags")).isEqualTo(Json.parse("[\"y\",\"x\"]"));
    assertThat(read(id).path("attributes").path("updatedAt").textValue()).isGreaterThan("2025");
  }

  @Test
  void namesTheUpdater() {
    long id = ada.createSequence("\"name\":\"a\"");
    bob.patchSequence(id, "\"name\":\"b\"")
        .statusCode(200)
        .body("data.relationships.updater.data.id", equalTo((int) Db.user(ORG, "bob")))
        .body("data.relationships.creator.data.id", equalTo((int) Db.user(ORG, "ada")));
  }

  @Test
  void leavesEverythingAsItWasWhenOneMemberIsRefused() {
    long id = aged("\"name\":\"a\"");
    JsonNode before = read(id);
    Refusal.of(
            bob.patchSequence(id, "\"name\":\"b\",\"throttlePaused\":true,\"maxActivations\":0"),
            422)
        .at("/data/attributes/maxActivations");
    Refusal.of(
            bob.patch(
                "/sequences/" + id,
                """
                {"data":{"type":"sequence","attributes":{"name":"b"},
                "relationships":{"owner":{"data":{"type":"user","id":999999999}}}}}
                """),
            422)
        .at("/data/relationships/owner");
    Refusal.of(
            bob.patch("/sequences/" + id + "?fields[sequence]=nmae", body(id, "\"name\":\"b\"")),
            422)
        .parameter("fields[sequence]");
    assertThat(read(id)).isEqualTo(before);
  }

  @Test
  void acceptsTheIdAsIntegerAsStringAndNotAtAll() {
    long id = ada.createSequence("\"name\":\"a\"");
    for (String member : new String[] {"\"id\":" + id + ",", "\"id\":\"" + id + "\",", ""}) {
      ada.patch(
              "/sequences/" + id,
              "{\"data\":{" + member + "\"type\":\"sequence\",\"attributes\":{\"name\":\"b\"}}}")
          .statusCode(200);
    }
  }

  @Test
  void refusesABodyAboutAnotherResource() {
    long id = ada.createSequence("\"name\":\"a\"");
    Refusal.of(ada.patch("/sequences/" + id, body(id + 1, "\"name\":\"b\"")), 409)
        .is("conflict")
        .at("/data/id");
    Refusal.of(
            ada.patch("/sequences/" + id, body(id, "").replace("\"sequence\"", "\"mailing\"")), 409)
        .is("conflict")
        .at("/data/type");
    assertThat(read(id).path("attributes").path("name").textValue()).isEqualTo("a");
  }

  @Test
  void keepsTheTypeOnceThereAreSteps() {
    long id = ada.createSequence("\"name\":\"a\"");
    ada.patchSequence(id, "\"sequenceType\":\"date\"").statusCode(200);
    ada.patchSequence(id, "\"sequenceType\":\"interval\"").statusCode(200);
    Sample.of(ORG).step(id);
    Refusal.of(ada.patchSequence(id, "\"sequenceType\":\"date\""), 422)
        .is("validationError")
        .at("/data/attributes/sequenceType");
    ada.patchSequence(id, "\"sequenceType\":\"interval\",\"name\":\"b\"").statusCode(200);
  }

  @Test
  void remembersSinceWhenThrottlingIsPaused() {
    long id = ada.createSequence("\"name\":\"a\"");
    ada.patchSequence(id, "\"throttlePaused\":true")
        .body("data.attributes.throttlePaused", equalTo(true));
    Db.rows("update sequence set throttle_paused_at = '2020-01-01Z' where id = ?", id);
    ada.patchSequence(id, "\"throttlePaused\":true,\"name\":\"b\"")
        .body("data.attributes.throttlePausedAt", equalTo("2020-01-01T00:00:00.000Z"));
    ada.patchSequence(id, "\"throttlePaused\":false")
        .body("data.attributes.throttlePaused", equalTo(false))
        .body("data.attributes.throttlePausedAt", nullValue());
    JsonNode again = Json.attributes(ada.patchSequence(id, "\"throttlePaused\":true"));
    assertThat(again.path("throttlePausedAt").textValue()).isGreaterThan("2025");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "999999999999", "99999999999999999999", "-1", "abc", "1.0", "%20"})
  void findsNoSequenceUnderAnIdThatIsNone(String id) {
    Refusal.of(ada.patch("/sequences/" + id, Api.document("\"name\":\"b\"")), 404)
        .is("resourceNotFound");
  }

  private static String body(long id, String attributes) {
    return "{\"data\":{\"type\":\"sequence\",\"id\":"
        + id
        + ",\"attributes\":{"
        + attributes
        + "}}}";
  }
}
