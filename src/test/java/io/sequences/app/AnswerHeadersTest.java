package io.sequences.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.sequences.support.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers tell browsers and caches that come between. */
@QuarkusTest
class AnswerHeadersTest {

  private final Api ada = Api.of("answer headers", "ada");

  private static void assertPrivate(Headers headers) {
    assertThat(headers.getValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.getValues("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(headers.getValues("Cache-Control")).containsExactly("no-store");
    assertThat(headers.getValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; frame-ancestors 'none'");
    assertThat(headers.getValues("Strict-Transport-Security")).isEmpty();
    assertThat(headers.asList())
        .extracting(Header::getName)
        .noneMatch(name -> name.startsWith("Access-Control") || name.equals("Server"));
  }

  @Test
  void everyAnswerOfTheApiIsPrivateAndNoPage() {
    long id = ada.createSequence("\"name\":\"a\"");
    assertPrivate(ada.get("/sequences").statusCode(200).extract().headers());
    assertPrivate(ada.get("/sequences/0").statusCode(404).extract().headers());
    assertPrivate(ada.post("/sequences", "{").statusCode(400).extract().headers());
    assertPrivate(ada.get("/nowhere").statusCode(404).extract().headers());
    assertPrivate(ada.delete("/sequences/" + id).statusCode(204).extract().headers());
    assertPrivate(given().get("/api/v2/sequences").then().statusCode(401).extract().headers());
    assertPrivate(given().get("/").then().statusCode(404).extract().headers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost"})
  void noOtherOriginIsLetIn(String origin) {
    assertPrivate(
        ada.request().header("Origin", origin).get("/api/v2/sequences").then().extract().headers());
    assertPrivate(
        given()
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "DELETE")
            .header("Access-Control-Request-Headers", "authorization")
            .options("/api/v2/sequences/1")
            .then()
            .extract()
            .headers());
  }

  @Test
  void thePagesThatDescribeTheApiMayRun() {
    Headers page = given().get("/q/swagger-ui/").then().statusCode(200).extract().headers();
    assertThat(page.getValue("Content-Security-Policy")).isNull();
    assertThat(page.getValue("X-Content-Type-Options")).isEqualTo("nosniff");
  }
}
