package io.sequences.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The id that a client finds its request by, in whatever answer it gets. */
@QuarkusTest
class RequestIdTest {

  private static final String HEADER = "X-Request-Id";

  private final Api ada = Api.of("request ids", "ada");

  private String answered(String sent) {
    return ada.request().header(HEADER, sent).get("/api/v2/sequences").getHeader(HEADER);
  }

  @Test
  void isTheClientsOwn() {
    for (String id : new String[] {"x", "order-17_b.3", "A".repeat(128)}) {
      assertThat(answered(id)).isEqualTo(id);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "a,b", "<script>", "é", "a=b", "\"a\"", "a/b"})
  void isANewOneWhereTheClientsIsNotWellFormed(String sent) {
    assertThat(answered(sent)).matches("[0-9a-f-]{36}");
  }

  @Test
  void isANewOneWhereTheClientsIsTooLongOrNone() {
    assertThat(answered("A".repeat(129))).matches("[0-9a-f-]{36}");
    String one = ada.get("/sequences").extract().header(HEADER);
    String other = ada.get("/sequences").extract().header(HEADER);
    assertThat(one).matches("[0-9a-f-]{36}").isNotEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/health/live",
        "/q/health/ready",
        "/q/metrics",
        "/q/openapi",
        "/",
        "/nowhere",
        "/api/v2/nowhere",
        "/api/v2/sequences",
        "/api/v2/sequences/1/x/y"
      })
  void isInTheAnswersThatNeedNoToken(String path) {
    assertThat(given().header(HEADER, "mine").get(path).getHeader(HEADER)).isEqualTo("mine");
    assertThat(given().header(HEADER, "mine").head(path).getHeader(HEADER)).isEqualTo("mine");
    assertThat(given().header(HEADER, "mine").options(path).getHeader(HEADER)).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v2/sequences/% HTTP/1.1\nHost: localhost",
        "GET /api/v2/sequences HTTP/1.1\nHost: a b",
        "GET /api/v2/sequences HTTP/1.1\nHost: localhost\nAccept: text/html",
        "POST /api/v2/sequences HTTP/1.1\nHost: localhost\nContent-Length: 99999999",
        "BREW /api/v2/sequences HTTP/1.1\nHost: localhost"
      })
  void isInTheAnswersToWhatNoRouteSees(String head) {
    RawHttp.Answer answer = RawHttp.send(head + "\n" + HEADER + ": mine");
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.header("x-request-id")).isEqualTo("mine");
    Refusal.of(answer, answer.status());
  }
}
