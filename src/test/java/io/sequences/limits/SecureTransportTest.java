package io.sequences.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** What is said to browsers that came by https, which here is what a trusted proxy says. */
@QuarkusTest
@TestProfile(TightLimits.class)
class SecureTransportTest {

  private static Response answer(String scheme) {
    return given().header("X-Forwarded-Proto", scheme).get("/api/v2/sequences");
  }

  private static String told(String scheme) {
    return answer(scheme).getHeader("Strict-Transport-Security");
  }

  private static String linked(String scheme) {
    return answer(scheme).path("errors[0].links.about");
  }

  @Test
  void whoCameByHttpsIsToldToStayWithIt() {
    // The client may still hold connections of tests before, which the service has closed since.
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(told("https")).isEqualTo("max-age=31536000");
              assertThat(told("http")).isNull();
              assertThat(linked("https")).startsWith("https://").endsWith("#unauthenticated");
              assertThat(linked("http")).startsWith("http://").endsWith("#unauthenticated");
            });
  }
}
