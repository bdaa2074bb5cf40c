package io.sequences.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Headers;
import io.sequences.support.Api;
import io.sequences.support.Events;
import io.sequences.support.Exposed;
import io.sequences.support.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How many requests a client has, how it learns that, and what it gets beyond. */
@QuarkusTest
@TestProfile(TightLimits.class)
class RateLimitTest {

  private static final String ORG = "rate limits";
  private static final int LIMIT = TightLimits.REQUESTS_PER_HOUR;

  private static long number(Headers headers, String name) {
    return Long.parseLong(headers.getValue(name));
  }

  private static void assertStanding(Headers headers, long remaining) {
    assertThat(number(headers, "X-RateLimit-Limit")).isEqualTo(LIMIT);
    assertThat(number(headers, "X-RateLimit-Remaining")).isEqualTo(remaining);
    assertThat(number(headers, "X-RateLimit-Reset") - Instant.now().getEpochSecond())
        .isBetween(3_500L, 3_602L);
  }

  private static double refusedSoFar() {
    return Exposed.value("sequences_ratelimit_refused_total");
  }

  @Test
  void everyAnswerSaysWhatIsLeftWhateverItsStatus() {
    Api ada = Api.of(ORG, "ada");
    assertStanding(ada.get("/sequences").statusCode(200).extract().headers(), LIMIT - 1);
    long id = ada.createSequence("\"name\":\"a\"");
    assertStanding(ada.get("/sequences/0").statusCode(404).extract().headers(), LIMIT - 3);
    assertStanding(
        ada.get("/sequences?filter[x]=1").statusCode(422).extract().headers(), LIMIT - 4);
    assertStanding(ada.post("/sequences", "{").statusCode(400).extract().headers(), LIMIT - 5);
    assertStanding(
        Api.withScopes(ORG, "ada", "users.read")
            .get("/sequences")
            .statusCode(403)
            .extract()
            .headers(),
        LIMIT - 6);
    assertStanding(ada.delete("/sequences/" + id).statusCode(204).extract().headers(), LIMIT - 7);
  }

  @Test
  void aRequestOverTheLimitIsRefusedAndDoesNothing() {
    Api ben = Api.of(ORG, "ben");
    for (int i = 0; i < LIMIT; i++) {
      ben.get("/sequences?page[size]=1").statusCode(200);
    }
    double before = refusedSoFar();
    Headers refused = ben.get("/sequences").statusCode(429).extract().headers();
    assertThat(refusedSoFar()).isEqualTo(before + 1);
    assertStanding(refused, 0);
    assertThat(number(refused, "Retry-After")).isBetween(3_500L, 3_602L);
    Refusal.of(ben.post("/sequences", Api.document("\"name\":\"of ben\"")), 429)
        .is("rateLimitExceeded")
        .saying("40 requests");
    // Others have their own, in the organisation and in another one.
    assertStanding(
        Api.of(ORG, "cyd")
            .get("/sequences?filter[name]=of%20ben")
            .statusCode(200)
            .extract()
            .headers(),
        LIMIT - 1);
    Api.of(ORG + " elsewhere", "ben").get("/sequences").statusCode(200);
  }

  @Test
  void aStreamOfEventsIsOneRequestHoweverManyLinesItHas() {
    Api dee = Api.of(ORG, "dee");
    Events.by(dee).report("x\n".repeat(500));
    assertStanding(dee.get("/sequences").statusCode(200).extract().headers(), LIMIT - 2);
  }

  @Test
  void whoIsNotKnownIsNotCounted() {
    Headers headers = Api.withToken("x").get("/sequences").statusCode(401).extract().headers();
    assertThat(headers.hasHeaderWithName("X-RateLimit-Limit")).isFalse();
  }
}
