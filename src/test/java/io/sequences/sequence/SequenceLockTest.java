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
import org.junit.jupiter.api.Test;

/** Locking by itself; who may do what with a locked sequence stands in VisibilityTest. */
@QuarkusTest
class SequenceLockTest {

  private static final String ORG = "locking";

  private final Api ada = Api.of(ORG, "ada");

  @Test
  void lockTellsSinceWhen() {
    long id = ada.createSequence("\"name\":\"x\"");
    JsonNode attributes = Json.attributes(ada.post(lock(id)).statusCode(200));
    assertThat(attributes.path("locked").booleanValue()).isTrue();
    assertThat(attributes.path("lockedAt").textValue()).isGreaterThan("2025");
  }

  @Test
  void lockingALockedOneChangesNothing() {
    long id = ada.createSequence("\"name\":\"x\"");
    ada.post(lock(id)).statusCode(200);
    Db.rows(
        "update sequence set locked_at = '2020-01-01Z', updated_at = '2020-01-01Z' where id = ?",
        id);
    JsonNode before = Json.of(ada.get("/sequences/" + id));
    ada.post(lock(id)).statusCode(200);
    assertThat(Json.of(ada.get("/sequences/" + id))).isEqualTo(before);
  }

  @Test
  void unlockClearsTheMoment() {
    long id = ada.createSequence("\"name\":\"x\"");
    ada.post(unlock(id)).statusCode(200).body("data.attributes.locked", equalTo(false));
    ada.post(lock(id)).statusCode(200);
    ada.post(unlock(id))
        .statusCode(200)
        .body("data.attributes.locked", equalTo(false))
        .body("data.attributes.lockedAt", nullValue());
  }

  @Test
  void aLockedSequenceIsReadByAllAndChangedByItsCreatorOnly() {
    long id = ada.createSequence("\"name\":\"x\"");
    ada.post(lock(id)).statusCode(200);
    Api bob = Api.of(ORG, "bob");
    bob.get("/sequences/" + id).statusCode(200);
    Refusal.of(bob.patchSequence(id, "\"name\":\"b\""), 403).is("unauthorizedRequest");
    Refusal.of(bob.post(unlock(id)), 403).is("unauthorizedRequest");
    Refusal.of(bob.post(lock(id)), 403).is("unauthorizedRequest");
    ada.patchSequence(id, "\"name\":\"b\"").statusCode(200);
    ada.delete("/sequences/" + id).statusCode(204);
  }

  @Test
  void whoMayNotWriteIsToldSoBeforeWhatIsWrongWithTheBody() {
    long id = ada.createSequence("\"name\":\"x\"");
    ada.post(lock(id)).statusCode(200);
    Refusal.of(Api.of(ORG, "bob").patchSequence(id, "\"maxActivations\":0"), 403)
        .is("unauthorizedRequest");
  }

  private static String lock(long id) {
    return "/sequences/" + id + "/actions/lock";
  }

  private static String unlock(long id) {
    return "/sequences/" + id + "/actions/unlock";
  }
}
