package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class StepCreateTest {

  private static final String ORG = "step-create";
  private static final String DATE = "\"date\":\"2030-02-01T10:00:00+02:00\"";

  private final Enroller ada = Enroller.of(ORG, "ada");

  private long interval() {
    return ada.api.createSequence("\"name\":\"i\"");
  }

  private long byDate() {
    return ada.api.createSequence("\"name\":\"d\",\"sequenceType\":\"date\"");
  }

  @Test
  void answersWithTheStep() {
    long sequence = interval();
    ValidatableResponse created =
        ada.step(sequence, "\"stepType\":\"manual_email\",\"interval\":60,\"taskNote\":\"Hi\"")
            .statusCode(201);
    JsonNode step = Json.of(created).path("data");
    JsonNode attributes = step.path("attributes");
    assertThat(attributes.path("order").intValue()).isEqualTo(1);
    assertThat(attributes.path("interval").intValue()).isEqualTo(60);
    assertThat(attributes.path("date").isNull()).isTrue();
    assertThat(attributes.path("stepType").textValue()).isEqualTo("manual_email");
    assertThat(attributes.path("displayName").textValue()).isEqualTo("Step #1 (Manual Email)");
    assertThat(attributes.path("taskNote").textValue()).isEqualTo("Hi");
    assertThat(attributes.path("openCount").intValue()).isZero();
    for (String who : new String[] {"creator", "updater"}) {
      assertThat(step.path("relationships").path(who).path("data").path("id").longValue())
          .isEqualTo(Db.user(ORG, "ada"));
    }
    assertThat(step.path("relationships").path("sequence").path("data").path("id").longValue())
        .isEqualTo(sequence);
    assertThat(Json.of(ada.api.get(created.extract().header("Location"))))
        .isEqualTo(Json.of(created));
  }

  @Test
  void anIntervalMayBeZero() {
    ada.step(interval(), "\"stepType\":\"call\",\"interval\":0")
        .statusCode(201)
        .body("data.attributes.interval", equalTo(0));
  }

  @Test
  void aDateIsKeptInUtc() {
    ada.step(byDate(), "\"stepType\":\"call\"," + DATE)
        .statusCode(201)
        .body("data.attributes.date", equalTo("2030-02-01T08:00:00.000Z"))
        .body("data.attributes.interval", nullValue());
  }

  @Test
  void needsItsTypeAndItsSequence() {
    Refusal.of(
            ada.api.post(
                "/sequenceSteps", "{\"data\":{\"type\":\"sequenceStep\",\"attributes\":{}}}"),
            422)
        .is("validationError")
        .at("/data/attributes/stepType", "/data/relationships/sequence");
    Refusal.of(
            ada.api.post(
                "/sequenceSteps",
                "{\"data\":{\"type\":\"sequenceStep\",\"attributes\":{\"stepType\":\"call\"},"
                    + "\"relationships\":{\"sequence\":{\"data\":null}}}}"),
            422)
        .at("/data/relationships/sequence");
  }

  @Test
  void allFaultsComeTogether() {
    Refusal.of(
            ada.step(
                interval(),
                "\"stepType\":\"fax\",\"interval\":-1,\"date\":\"x\",\"order\":0,\"taskNote\":7,"
                    + "\"displayName\":\"x\""),
            422)
        .at(
            "/data/attributes/stepType",
            "/data/attributes/interval",
            "/data/attributes/date",
            "/data/attributes/order",
            "/data/attributes/taskNote",
            "/data/attributes/displayName");
  }

  @Test
  void anIntervalSequenceTakesIntervalsOnly() {
    long sequence = interval();
    Refusal.of(ada.step(sequence, "\"stepType\":\"call\""), 422).at("/data/attributes/interval");
    Refusal.of(ada.step(sequence, "\"stepType\":\"call\",\"interval\":null"), 422)
        .at("/data/attributes/interval");
    Refusal.of(ada.step(sequence, "\"stepType\":\"call\"," + DATE), 422)
        .at("/data/attributes/interval", "/data/attributes/date");
    Refusal.of(ada.step(sequence, "\"stepType\":\"call\",\"interval\":1," + DATE), 422)
        .at("/data/attributes/date")
        .saying("interval");
  }

  @Test
  void aDateSequenceTakesDatesOnly() {
    long sequence = byDate();
    Refusal.of(ada.step(sequence, "\"stepType\":\"call\""), 422).at("/data/attributes/date");
    Refusal.of(ada.step(sequence, "\"stepType\":\"call\",\"interval\":0"), 422)
        .at("/data/attributes/interval", "/data/attributes/date");
    Refusal.of(ada.step(sequence, "\"stepType\":\"call\",\"interval\":0," + DATE), 422)
        .at("/data/attributes/interval");
  }

  @ParameterizedTest
  @CsvSource({"1, dabc", "2, adbc", "3, abdc", "4, abcd"})
  void goesInAtItsPlace(int order, String result) {
    long sequence = interval();
    for (String note : new String[] {"a", "b", "c"}) {
      ada.step(sequence, step(note)).statusCode(201);
    }
    ada.step(sequence, step("d") + ",\"order\":" + order)
        .statusCode(201)
        .body("data.attributes.order", equalTo(order));
    assertThat(notes(sequence)).isEqualTo(result);
  }

  @Test
  void noPlaceIsBehindTheEnd() {
    long sequence = interval();
    Refusal.of(ada.step(sequence, step("a") + ",\"order\":2"), 422)
        .at("/data/attributes/order")
        .saying("from 1 to 1");
    ada.step(sequence, step("a")).statusCode(201);
    Refusal.of(ada.step(sequence, step("b") + ",\"order\":3"), 422).at("/data/attributes/order");
    Refusal.of(ada.step(sequence, step("b") + ",\"order\":null"), 422).at("/data/attributes/order");
    assertThat(notes(sequence)).isEqualTo("a");
  }

  @Test
  void theSequenceMustBeThereForTheCaller() {
    long foreign = Api.of("step-create-else", "eve").createSequence("\"name\":\"x\"");
    long hidden = Api.of(ORG, "bob").createSequence("\"name\":\"x\",\"shareType\":\"private\"");
    long deleted = interval();
    ada.api.delete("/sequences/" + deleted).statusCode(204);
    String said = null;
    for (long sequence : new long[] {foreign, hidden, deleted, 999_999_999L}) {
      Refusal refusal = Refusal.of(ada.step(sequence, step("a")), 422);
      refusal.is("validationError").at("/data/relationships/sequence");
      assertThat(said == null || said.equals(refusal.text())).isTrue();
      said = refusal.text();
    }
  }

  private static String step(String note) {
    return "\"stepType\":\"task\",\"interval\":1,\"taskNote\":\"" + note + "\"";
  }

  /** The notes of a sequence's steps, in their order, which must be without a gap. */
  private String notes(long sequence) {
    StringBuilder notes = new StringBuilder();
    JsonNode steps =
        Json.of(ada.api.get("/sequenceSteps?sort=order&filter[sequence][id]=" + sequence))
            .path("data");
    steps.forEach(each -> notes.append(each.path("attributes").path("taskNote").textValue()));
    for (int i = 0; i < steps.size(); i++) {
      assertThat(steps.get(i).path("attributes").path("order").intValue()).isEqualTo(i + 1);
    }
    return notes.toString();
  }
}
