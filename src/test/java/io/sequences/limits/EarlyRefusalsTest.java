package io.sequences.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Headers;
import io.sequences.apps.Application;
import io.sequences.support.Api;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * That also what is refused before anybody asks who calls counts, and says how the caller stands.
 */
@QuarkusTest
@TestProfile(TightLimits.class)
class EarlyRefusalsTest {

  private static final String ORG = "early refusals";
  private static final int LIMIT = TightLimits.REQUESTS_PER_HOUR;
  private static final List<String> HEADERS =
      List.of("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset");

  private static RawHttp.Answer send(String request, String token) {
    String[] line = request.split(" ", 2);
    String path = line[1].replace("LONG", "x".repeat(20_000));
    String tooLarge = line[1].contains("large") ? "\nContent-Length: 1100000" : "";
    return RawHttp.send(
        "%s %s HTTP/1.1\nHost: localhost%s\nContent-Type: application/vnd.api+json\nAuthorization: Bearer %s"
            .formatted(line[0], path, tooLarge, token));
  }

  private static void assertRemaining(RawHttp.Answer answer, int remaining) {
    assertThat(answer.headers().keySet()).as(answer.toString()).containsAll(HEADERS);
    assertThat(answer.header("x-ratelimit-limit")).isEqualTo(Integer.toString(LIMIT));
    assertThat(answer.header("x-ratelimit-remaining")).isEqualTo(Integer.toString(remaining));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/v2/nothing, 404",
    "GET /api/v3/sequences, 404",
    "GET /api/v2/sequences/1/owner, 404",
    "GET /api/v2/sequences/1/actions/activate/now, 404",
    "PUT /api/v2/sequences, 405",
    "DELETE /api/v2/sequences, 405",
    "PUT /api/app/apps, 405",
    "PUT /api/v2/users/1, 405",
    "PATCH /api/v2/sequences/1?large, 413",
    "GET /api/v2/sequences?LONG, 414"
  })
  void theyAreCountedWhetherOrNotTheTokenIsKnownAlready(String request, int status) {
    // No request before: the first sight of the token is that of the refusal.
    String token = Api.of(ORG, request + UUID.randomUUID()).token();
    for (int before = 0; before < 2; before++) {
      RawHttp.Answer answer = send(request, token);
      Refusal.of(answer, status);
      assertRemaining(answer, LIMIT - 1 - before);
    }
    RawHttp.Answer next = send("GET /api/v2/sequences", token);
    assertThat(next.status()).isEqualTo(200);
    assertRemaining(next, LIMIT - 3);
  }

  @ParameterizedTest
  @CsvSource({"Content-Type, text/plain, 415", "Accept, text/plain, 406"})
  void thoseOfMediaTypesToo(String header, String value, int status) {
    RawHttp.Answer answer =
        RawHttp.send(
            "POST /api/v2/sequences HTTP/1.1\nHost: localhost\n%s: %s\nContent-Length: 2\nAuthorization: Bearer %s"
                .formatted(header, value, Api.of(ORG, "of " + header).token()),
            new byte[] {'{', '}'});
    Refusal.of(answer, status);
    assertRemaining(answer, LIMIT - 1);
  }

  @Test
  void thoseOfApplicationsToo() {
    Api root = Api.admin(ORG, "root");
    Application crm = Application.register(root, "sequences.read");
    Api application = crm.client(crm.setUpBy(root));
    assertRemaining(send("GET /api/v2/nothing", application.token()), LIMIT - 1);
    assertRemaining(send("GET /api/v2/sequences", application.token()), LIMIT - 2);
  }

  @Test
  void beyondTheLimitTheyAreRefusedForThat() {
    Api eve = Api.of(ORG, "eve");
    for (int i = 0; i < LIMIT; i++) {
      eve.get("/nothing").statusCode(404);
    }
    Refusal.of(eve.get("/nothing"), 429).is("rateLimitExceeded");
    Refusal.of(eve.get("/sequences"), 429).is("rateLimitExceeded");
    Refusal.of(eve.delete("/sequences"), 429).is("rateLimitExceeded");
  }

  @ParameterizedTest
  @CsvSource({"GET /api/v2/nothing, 404", "PUT /api/v2/sequences, 405"})
  void withoutATokenThatVerifiesTheyAreNobodys(String request, int status) {
    RawHttp.Answer answer = send(request, Api.of(ORG, "fay").token() + "x");
    Refusal.of(answer, status);
    assertThat(answer.headers()).doesNotContainKey("x-ratelimit-limit");
  }

  @Test
  void whatIsOutsideTheApiIsNotCounted() {
    Api gil = Api.of(ORG, "gil");
    Headers headers =
        given().auth().oauth2(gil.token()).get("/q/nothing").then().extract().headers();
    assertThat(headers.hasHeaderWithName("X-RateLimit-Limit")).isFalse();
    assertRemaining(send("GET /api/v2/sequences", gil.token()), LIMIT - 1);
  }
}
