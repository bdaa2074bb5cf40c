package io.sequences.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.ResourceObject;
import io.sequences.support.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class OptOutTest {

  private static final String ORG = "opt-outs";

  private final Api ada = Api.of(ORG, "ada");

  private long prospect() {
    return ada.created(ResourceObject.of("prospect").with("firstName", "p"));
  }

  private JsonNode optOut(long prospect, boolean out) {
    return Json.attributes(
        ada.change(ResourceObject.of("prospect").id(prospect).with("optedOut", out))
            .statusCode(200));
  }

  private String stateOf(long state) {
    return Json.attributes(ada.get("/sequenceStates/" + state).statusCode(200))
        .path("state")
        .textValue();
  }

  @Test
  void theMomentStaysWhileItIsOnAndGoesWhenItIsTakenBack() {
    long prospect = prospect();
    JsonNode first = optOut(prospect, true);
    assertThat(first.path("optedOut").booleanValue()).isTrue();
    assertThat(first.path("optedOutAt").textValue())
        .isBetween(first.path("createdAt").textValue(), first.path("updatedAt").textValue());
    assertThat(optOut(prospect, true)).isEqualTo(first);
    assertThat(optOut(prospect, false).path("optedOutAt").isNull()).isTrue();
  }

  @Test
  void oneMayBeCreatedOptedOut() {
    JsonNode created =
        Json.attributes(
            ada.create(ResourceObject.of("prospect").with("optedOut", true)).statusCode(201));
    assertThat(created.path("optedOutAt").isNull()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "pending,false,opted_out",
    "active,false,opted_out",
    "paused,false,opted_out",
    "disabled,false,opted_out",
    "finished,false,finished",
    "bounced,false,bounced",
    "failed,false,failed",
    "pending,true,pending",
    "active,true,active",
    "paused,true,paused"
  })
  void unfinishedStatesEndUnlessTheSequenceIsTransactional(
      String before, boolean transactional, String after) {
    long sequence = ada.createSequence("\"name\":\"s\",\"transactional\":" + transactional);
    long prospect = prospect();
    long state = Sample.of(ORG).state(sequence, prospect, before);
    long other = Sample.of(ORG).state(sequence, prospect(), before);
    optOut(prospect, true);
    assertThat(stateOf(state)).isEqualTo(after);
    assertThat(stateOf(other)).isEqualTo(before);
  }

  @Test
  void whoWaitsMovesUp() {
    long sequence = ada.createSequence("\"name\":\"s\",\"throttleCapacity\":1");
    Sample.of(ORG).step(sequence);
    ada.post("/sequences/" + sequence + "/actions/activate").statusCode(200);
    long first = prospect();
    long active = enrol(sequence, first);
    long waiting = enrol(sequence, prospect());
    assertThat(stateOf(active)).isEqualTo("active");
    assertThat(stateOf(waiting)).isEqualTo("pending");
    optOut(first, true);
    assertThat(stateOf(active)).isEqualTo("opted_out");
    assertThat(stateOf(waiting)).isEqualTo("active");
  }

  private long enrol(long sequence, long prospect) {
    return ada.created(
        ResourceObject.of("sequenceState")
            .to("sequence", "sequence", sequence)
            .to("prospect", "prospect", prospect));
  }
}
