package io.sequences.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.ResourceObject;
import io.sequences.support.Sample;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dialled call has touched its prospect; a completed one is noted in its sequence state. */
@QuarkusTest
class CallTest {

  private static final String ORG = "calls";
  private static final String EARLY = "2026-03-01T10:00:00.000Z";
  private static final String LATE = "2026-03-02T10:00:00.000Z";

  private final Api ada = Api.of(ORG, "ada");
  private long sequence;
  private long prospect;
  private long state;

  @BeforeEach
  void enrol() {
    sequence = ada.createSequence("\"name\":\"s\"");
    prospect = ada.created(ResourceObject.of("prospect"));
    state = Sample.of(ORG).state(sequence, prospect, "active");
  }

  private ResourceObject call() {
    return ResourceObject.of("call").to("sequenceState", "sequenceState", state);
  }

  private JsonNode change(long id, String attribute, Object value) {
    ResourceObject change = ResourceObject.of("call").id(id).with(attribute, value);
    return Json.attributes(ada.change(change).statusCode(200));
  }

  private JsonNode prospect() {
    return Json.attributes(ada.get("/prospects/" + prospect));
  }

  private int contacted() {
    return Json.attributes(ada.get("/sequences/" + sequence))
        .path("numContactedProspects")
        .intValue();
  }

  private String completed() {
    return Json.attributes(ada.get("/sequenceStates/" + state)).path("callCompletedAt").textValue();
  }

  @Test
  void aCallThatIsNotDialledTouchesNobody() {
    ada.created(call());
    assertThat(contacted()).isZero();
    assertThat(prospect().path("touchedAt").isNull()).isTrue();
  }

  @Test
  void diallingMakesTheProspectContactedOnce() {
    String updated = prospect().path("updatedAt").textValue();
    long id = ada.created(call().with("dialedAt", EARLY));
    ada.created(call().with("dialedAt", LATE));
    assertThat(contacted()).isEqualTo(1);
    assertThat(prospect().path("touchedAt").textValue()).isEqualTo(LATE);
    assertThat(prospect().path("updatedAt").textValue()).isEqualTo(updated);
    change(id, "dialedAt", null);
    assertThat(contacted()).isEqualTo(1);
  }

  @Test
  void diallingByAnUpdateDoesTheSameAndTheLatestTouchStays() {
    long first = ada.created(call());
    change(first, "dialedAt", LATE);
    assertThat(contacted()).isEqualTo(1);
    ada.created(call().with("dialedAt", EARLY));
    assertThat(prospect().path("touchedAt").textValue()).isEqualTo(LATE);
  }

  @Test
  void aCallWithdrawnContactsNobody() {
    long id = ada.created(call().with("dialedAt", EARLY));
    change(id, "dialedAt", null);
    assertThat(contacted()).isZero();
  }

  @Test
  void theStateNotesTheFirstCompletedCall() {
    long id = ada.created(call());
    assertThat(completed()).isNull();
    change(id, "completedAt", LATE);
    assertThat(completed()).isEqualTo(LATE);
    ada.created(call().with("completedAt", EARLY));
    assertThat(completed()).isEqualTo(EARLY);
  }

  @Test
  void aCallOfNoSequenceTouchesItsProspectAndCountsNowhere() {
    ada.created(
        ResourceObject.of("call").with("dialedAt", EARLY).to("prospect", "prospect", prospect));
    assertThat(prospect().path("touchedAt").textValue()).isEqualTo(EARLY);
    assertThat(contacted()).isZero();
  }

  @Test
  void theCallerIsTheTokensUserUnlessItSaysWho() {
    JsonNode mine = Json.of(ada.create(call()).statusCode(201));
    assertThat(mine.at("/data/relationships/user/data/id").longValue())
        .isEqualTo(Db.user(ORG, "ada"));
    JsonNode nobodys = Json.of(ada.create(call().toNone("user")).statusCode(201));
    assertThat(nobodys.at("/data/relationships/user/data").isNull()).isTrue();
  }
}
