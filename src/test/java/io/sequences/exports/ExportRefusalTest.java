package io.sequences.exports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of exports comes before their first byte, in documents like everything else. */
@QuarkusTest
class ExportRefusalTest {

  private static final String ORG = "refused exports";

  private final Api ada = Api.of(ORG, "ada");

  @ParameterizedTest
  @CsvSource({
    "page[size]=10, page[size], An export has no pages; leave it out.",
    "page[limit]=10, page[limit], An export has no pages; leave it out.",
    "page[offset]=0, page[offset], An export has no pages; leave it out.",
    "page[after]=x, page[after], An export has no pages; leave it out.",
    "page[before]=x, page[before], An export has no pages; leave it out.",
    "count=true, count, An export has no pages; leave it out.",
    "include=owner, include, An export has no included resources; leave it out."
  })
  void whatOnlyPagesHaveHasNoPlaceInThem(String parameter, String name, String detail) {
    for (String accept : new String[] {Exports.NDJSON, Exports.CSV}) {
      Refusal.of(Exports.get(ada, "/sequences?" + parameter, accept), 422)
          .is("validationError")
          .parameter(name)
          .saying(detail);
    }
    ada.get("/sequences").statusCode(200);
  }

  @Test
  void aTableHasNoColumnsForRights() {
    String path = "/sequences?provideAuthorizationMeta=true";
    Refusal.of(Exports.get(ada, path, Exports.CSV), 422)
        .parameter("provideAuthorizationMeta")
        .saying("A table has no columns for rights");
    Exports.get(ada, path, Exports.NDJSON).statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/sequences?sort=nmae, 422",
    "/sequences?filter[openCount]=x, 422",
    "/sequences?fields[sequence]=nmae, 422",
    "/sequences?nothing=1, 422",
    "/nothing, 404"
  })
  void restIsRefusedAsThePagesRefuseIt(String path, int status) {
    Refusal.of(Exports.get(ada, path, Exports.NDJSON), status);
  }

  @Test
  void theCallerNeedsATokenAndTheScope() {
    Refusal.of(Exports.get(Api.withToken("x.y.z"), "/sequences", Exports.NDJSON), 401);
    Api other = Api.withScopes(ORG, "ada", "mailings.read");
    Refusal.of(Exports.get(other, "/sequences", Exports.CSV), 403).is("unauthorizedOauthScope");
    Exports.get(other, "/mailings", Exports.CSV).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {Exports.NDJSON, Exports.CSV})
  void onlyCollectionsAreExported(String accept) {
    long id = ada.createSequence("\"name\":\"x\"");
    Refusal.of(Exports.get(ada, "/sequences/" + id, accept), 406).is("notAcceptable");
    Refusal.of(
            ada.request()
                .header("Accept", accept)
                .contentType(Api.JSON_API)
                .body(Api.document("\"name\":\"x\""))
                .post("/api/v2/sequences")
                .then(),
            406)
        .is("notAcceptable");
    Refusal.of(given().header("Accept", accept).get("/api/v2/mailingEvents").then(), 406);
  }

  @Test
  void whereTheEndOfAnAnswerCannotBeToldThereIsNone() {
    String head =
        "GET /api/v2/sequences HTTP/1.0\nHost: localhost\nAccept: text/csv\nAuthorization: Bearer ";
    Refusal.of(RawHttp.send(head + ada.token()), 400).is("malformedRequest");
  }

  @Test
  void aHeadIsThatOfTheExport() {
    for (String accept : new String[] {Exports.NDJSON, Exports.CSV}) {
      RawHttp.Answer answer =
          RawHttp.send(
              "HEAD /api/v2/sequences HTTP/1.1\nHost: localhost\nAccept: %s\nAuthorization: Bearer %s"
                  .formatted(accept, ada.token()));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("content-type")).startsWith(accept);
      assertThat(answer.body()).isEmpty();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(given().get("/q/metrics").asString())
                    .contains("sequences_exports_open 0.0", "sequences_gate_admitted 0.0"));
  }
}
