package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a write is answered with, as its query string asks. */
@QuarkusTest
class SequenceAnswerTest {

  private static final String ORG = "answering";

  private final Api ada = Api.of(ORG, "ada");

  enum Write {
    CREATE,
    UPDATE,
    ACTIVATE,
    DEACTIVATE,
    LOCK,
    UNLOCK
  }

  private ValidatableResponse send(Write write, long id, String query) {
    String path = "/sequences/" + id;
    return switch (write) {
      case CREATE -> ada.post("/sequences" + query, Api.document("\"name\":\"new\""));
      case UPDATE -> ada.patch(path + query, Api.document("\"name\":\"new\""));
      case ACTIVATE -> ada.post(path + "/actions/activate" + query);
      case DEACTIVATE -> ada.post(path + "/actions/deactivate" + query);
      case LOCK -> ada.post(path + "/actions/lock" + query);
      case UNLOCK -> ada.post(path + "/actions/unlock" + query);
    };
  }

  /** A sequence that each of the writes would change. */
  private long sequence(Write write) {
    long id = ada.createSequence("\"name\":\"old\"");
    Sample.of(ORG).step(id);
    switch (write) {
      case CREATE, UPDATE, ACTIVATE, LOCK -> {}
      case DEACTIVATE -> send(Write.ACTIVATE, id, "").statusCode(200);
      case UNLOCK -> send(Write.LOCK, id, "").statusCode(200);
    }
    return id;
  }

  @ParameterizedTest
  @MethodSource("writes")
  void showsWhatTheQueryAsksFor(Write write) {
    ValidatableResponse answer =
        send(
            write,
            sequence(write),
            "?include=creator,ruleset&fields[sequence]=name,creator&fields%5Bruleset%5D="
                + "&provideAuthorizationMeta=true");
    answer.body("data.meta.canWrite", equalTo(true)).body("data.meta.canDelete", equalTo(true));
    JsonNode document = Json.of(answer);
    assertThat(document.path("data").path("attributes").size()).isEqualTo(1);
    assertThat(document.path("data").path("relationships").size()).isEqualTo(1);
    assertThat(document.path("included").findValuesAsText("type")).contains("user", "ruleset");
  }

  static Stream<Write> writes() {
    return Stream.of(Write.values());
  }

  static Stream<Arguments> refused() {
    return writes()
        .flatMap(
            write ->
                Stream.of(
                        Arguments.of("?include=nobody", "include"),
                        Arguments.of("?fields[sequence]=nmae", "fields[sequence]"),
                        Arguments.of("?fields[sequnce]=name", "fields[sequnce]"),
                        Arguments.of("?provideAuthorizationMeta=1", "provideAuthorizationMeta"),
                        Arguments.of("?filter[name]=x", "filter[name]"),
                        Arguments.of("?page[size]=1", "page[size]"),
                        Arguments.of("?x=1", "x"))
                    .map(row -> Arguments.of(write, row.get()[0], row.get()[1])));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesAQueryBeforeAnythingIsWritten(Write write, String query, String parameter) {
    long id = sequence(write);
    JsonNode before = Json.of(ada.get("/sequences/" + id));
    long count = count();
    Refusal.of(send(write, id, query), 422).is("validationError").parameter(parameter);
    assertThat(Json.of(ada.get("/sequences/" + id))).isEqualTo(before);
    assertThat(count()).isEqualTo(count);
  }

  private long count() {
    return Json.of(ada.get("/sequences?count=true&page[size]=1"))
        .path("meta")
        .path("count")
        .asLong();
  }
}
