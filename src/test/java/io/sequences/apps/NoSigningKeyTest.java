package io.sequences.apps;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that has no key of its own to sign with: all else works. */
@QuarkusTest
@TestProfile(NoSigningKeyTest.WithoutKey.class)
class NoSigningKeyTest {

  /** A deployment that names no key. */
  public static class WithoutKey implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("sequences.s2s.own-signing-key", "false");
    }
  }

  private final Api admin = Api.admin("no-signing-key", "root");

  @Test
  void allAboutApplicationsIsUnavailable() {
    List<ValidatableResponse> answers =
        List.of(
            admin.request().get("/api/app/apps").then(),
            admin
                .request()
                .contentType(Api.JSON_API)
                .body(Application.document("sequences.read", "x"))
                .post("/api/app/apps")
                .then(),
            admin.request().delete("/api/app/installs/1").then(),
            Application.act("1", "accessToken", "x"),
            Application.act("x", "setupToken", "x"));
    answers.forEach(
        each -> Refusal.of(each, 503).is("applicationsUnavailable").saying("no key to sign"));
  }

  @Test
  void theKeySetIsEmptyAndUsersCallAsEver() {
    assertThat(Json.of(given().get("/.well-known/jwks.json").then().statusCode(200)).path("keys"))
        .isEmpty();
    admin.get("/sequences").statusCode(200);
  }

  @Test
  void aTokenInTheNameOfTheServiceIsNone() {
    String claims =
        "{\"iss\":\"urn:sequences:s2s\",\"aud\":\"sequences\",\"install\":1,\"exp\":4000000000}";
    String token =
        Application.sign(
            "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}", claims, Application.keys(2048).getPrivate());
    Refusal.of(Api.withToken(token).get("/sequences"), 401).is("unauthenticated");
  }
}
