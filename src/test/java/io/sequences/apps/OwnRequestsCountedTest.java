package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Headers;
import io.sequences.limits.TightLimits;
import io.sequences.support.Api;
import io.sequences.support.Refusal;
import org.junit.jupiter.api.Test;

/**
 * That what an application asks for in its own name counts for it, in all organisations together.
 */
@QuarkusTest
@TestProfile(TightLimits.class)
class OwnRequestsCountedTest {

  private final Api root = Api.admin("own requests counted", "root");

  private static int number(Headers headers, String name) {
    return Integer.parseInt(headers.getValue(name));
  }

  @Test
  void eachUseOfItsOwnTokenCountsAndTooManyAreRefused() {
    Application crm = Application.register(root, "sequences.read");
    long install = crm.setUpBy(root);
    Headers first = crm.accessToken(install).statusCode(200).extract().headers();
    int limit = number(first, "X-RateLimit-Limit");
    assertThat(number(first, "X-RateLimit-Remaining")).isEqualTo(limit - 2);
    assertThat(first.hasHeaderWithName("X-RateLimit-Reset")).isTrue();
    for (int left = limit - 2; left > 0; left--) {
      crm.accessToken(install).statusCode(200);
    }
    Refusal.of(crm.accessToken(install), 429).is("rateLimitExceeded");
    Application other = Application.register(root, "sequences.read");
    other.accessToken(other.setUpBy(root)).statusCode(200);
  }

  @Test
  void whoeverDoesNotProveToBeItUsesUpNothing() {
    Application crm = Application.register(root, "sequences.read");
    long install = crm.setUpBy(root);
    String path = Long.toString(install);
    Application other = Application.register(root, "sequences.read");
    Headers refused =
        Application.act(path, "accessToken", other.token()).statusCode(401).extract().headers();
    assertThat(refused.hasHeaderWithName("X-RateLimit-Limit")).isFalse();
    Headers own = crm.accessToken(install).statusCode(200).extract().headers();
    assertThat(number(own, "X-RateLimit-Remaining"))
        .isEqualTo(number(own, "X-RateLimit-Limit") - 2);
  }
}
