package io.sequences.apps;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the registration of an application to its calls, step by step. */
@QuarkusTest
class ApplicationFlowTest {

  private static final String ORG = "app-flow";
  private static final String SCOPES = "sequences.all users.read";

  private final Api admin = Api.admin(ORG, "root");

  private ValidatableResponse get(String path) {
    return admin.request().get("/api/app" + path).then();
  }

  @Test
  void anAppIsAnsweredAsAResource() {
    Application crm = Application.register(admin, SCOPES);
    JsonNode app = Json.of(get("/apps/" + crm.id).statusCode(200).header("ETag", "\"0\""));
    assertThat(app.at("/data/type").textValue()).isEqualTo("app");
    assertThat(app.at("/data/id").isIntegralNumber()).isTrue();
    assertThat(app.at("/data/attributes/guid").textValue())
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(app.at("/data/attributes/name").textValue()).isEqualTo("CRM");
    assertThat(app.at("/data/attributes/publicKeys/0").textValue())
        .isEqualTo(Application.pem(crm.keys.getPublic()));
    assertThat(app.at("/data/attributes/scopes")).hasSize(2);
    assertThat(app.at("/data/attributes/configured").booleanValue()).isFalse();
    assertThat(app.at("/data/attributes/createdAt").textValue()).endsWith("Z").hasSize(24);
    assertThat(app.at("/data/links/self").textValue()).endsWith("/api/app/apps/" + crm.id);
    assertThat(app.at("/data/meta/version").intValue()).isZero();
    assertThat(Json.of(get("/apps").statusCode(200)).path("data")).contains(app.path("data"));
  }

  @Test
  void anInstallShowsItsSetupTokenOnceAndOnlyItsDigestIsStored() {
    Application crm = Application.register(admin, SCOPES);
    ValidatableResponse answer =
        admin
            .request()
            .contentType(Api.JSON_API)
            .body(crm.install(null))
            .post("/api/app/installs")
            .then()
            .statusCode(201)
            .header("Cache-Control", "no-store");
    JsonNode install = Json.of(answer).path("data");
    long id = install.path("id").longValue();
    String token = install.at("/attributes/setupToken").textValue();
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    answer.header("Location", install.at("/links/self").textValue());
    assertThat(install.at("/relationships/app/data/type").textValue()).isEqualTo("app");
    assertThat(install.at("/relationships/app/data/id").longValue()).isEqualTo(crm.id);
    assertThat(install.at("/attributes/scopes")).hasSize(2);
    JsonNode again = Json.of(get("/installs/" + id).statusCode(200)).path("data");
    assertThat(again.at("/attributes/setupToken").isNull()).isTrue();
    assertThat(again.at("/attributes/setUpAt").isNull()).isTrue();
    assertThat(
            Db.rows("select to_jsonb(i)::text from install i where id = ?", id).get(0).toString())
        .doesNotContain(token)
        .contains("setup_token_digest");
    assertThat(Json.of(get("/installs").statusCode(200)).path("data")).contains(again);
  }

  @Test
  void aSetupTokenGivesTheInstallOnce() {
    Application crm = Application.register(admin, SCOPES);
    JsonNode install = crm.installBy(admin);
    String token = install.at("/attributes/setupToken").textValue();
    JsonNode setUp = Json.of(crm.setUp(token).statusCode(200)).path("data");
    assertThat(setUp.path("id")).isEqualTo(install.path("id"));
    assertThat(setUp.path("type").textValue()).isEqualTo("install");
    assertThat(setUp.at("/attributes/setUpAt").textValue()).endsWith("Z");
    assertThat(setUp.at("/attributes/setupToken").isNull()).isTrue();
    assertThat(Refusal.of(crm.setUp(token), 401).is("unauthenticated").text())
        .isEqualTo(Refusal.of(crm.setUp("never-there"), 401).text());
  }

  @Test
  void anInstallThatIsNotSetUpGivesNoAccess() {
    Application crm = Application.register(admin, SCOPES);
    JsonNode install = crm.installBy(admin);
    long id = install.path("id").longValue();
    Refusal.of(crm.accessToken(id), 401).is("unauthenticated");
    crm.setUp(install.at("/attributes/setupToken").textValue()).statusCode(200);
    crm.accessToken(id).statusCode(200);
  }

  @Test
  void aSetupTokenIsGoodForADay() {
    Application crm = Application.register(admin, SCOPES);
    JsonNode install = crm.installBy(admin);
    Db.rows(
        "update install set created_at = now() - interval '24 hours' where id = ?",
        install.path("id").longValue());
    Refusal.of(crm.setUp(install.at("/attributes/setupToken").textValue()), 401);
  }

  @Test
  void anAccessTokenWorksAsABearerForAnHour() {
    Application crm = Application.register(admin, SCOPES);
    long install = crm.setUpBy(admin);
    ValidatableResponse answer = crm.accessToken(install).statusCode(200);
    answer.header("Cache-Control", "no-store");
    JsonNode data = Json.of(answer).path("data");
    assertThat(data.path("id").longValue()).isEqualTo(install);
    assertThat(data.at("/meta/expiresIn").intValue()).isEqualTo(3600);
    String token = data.at("/meta/accessToken").textValue();
    JsonNode claims = part(token, 1);
    assertThat(claims.path("exp").longValue() - claims.path("iat").longValue()).isEqualTo(3600);
    assertThat(claims.path("iat").longValue())
        .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond());
    assertThat(claims.path("scope").textValue()).isEqualTo(SCOPES);
    assertThat(claims.has("org")).isFalse();
    Api.withToken(token).get("/sequences").statusCode(200);
  }

  @Test
  void thePublishedKeyVerifiesTheTokenByTheMeansOfTheJdkAlone() throws Exception {
    ValidatableResponse published = given().get("/.well-known/jwks.json").then().statusCode(200);
    assertThat(published.extract().headers().getValues("Cache-Control"))
        .containsExactly("public, max-age=300");
    published.contentType("application/json");
    Application crm = Application.register(admin, SCOPES);
    String token = crm.client(crm.setUpBy(admin)).token();
    JsonNode key = Json.of(published).at("/keys/0");
    assertThat(key.path("kid")).isEqualTo(part(token, 0).path("kid"));
    assertThat(key.path("alg").textValue()).isEqualTo("RS256");
    assertThat(key.path("use").textValue()).isEqualTo("sig");
    for (String secret : List.of("d", "p", "q", "dp", "dq", "qi")) {
      assertThat(key.has(secret)).as(secret).isFalse();
    }
    PublicKey open =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(open);
    int end = token.lastIndexOf('.');
    signature.update(token.substring(0, end).getBytes(StandardCharsets.UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)))).isTrue();
  }

  private static BigInteger number(JsonNode key, String member) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(member).textValue()));
  }

  private static JsonNode part(String token, int i) {
    byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[i]);
    return Json.parse(new String(json, StandardCharsets.UTF_8));
  }

  @Test
  void aTokenPermitsWhatTheOrganisationGrantsAndTheAppAsksFor() {
    Application crm = Application.register(admin, "sequences.all users.read");
    JsonNode install =
        Json.of(
                admin
                    .request()
                    .contentType(Api.JSON_API)
                    .body(crm.install("sequences.read"))
                    .post("/api/app/installs")
                    .then()
                    .statusCode(201))
            .path("data");
    Api client = crm.client(crm.setUp(install));
    client.get("/sequences").statusCode(200);
    Refusal.of(client.get("/users"), 403).is("unauthorizedOauthScope").saying("'users.read'");
    Refusal.of(client.post("/sequences", Api.document("\"name\":\"x\"")), 403)
        .is("unauthorizedOauthScope");
    Refusal.of(client.get("/sequences?include=owner"), 403).is("unauthorizedOauthScope");
  }

  @Test
  void aTokenFollowsTheScopesOfTheInstallDown() {
    Application crm = Application.register(admin, "sequences.all users.read");
    long install = crm.setUpBy(admin);
    Api client = crm.client(install);
    client.get("/users").statusCode(200);
    admin
        .request()
        .contentType(Api.JSON_API)
        .body(
            "{\"data\":{\"type\":\"install\",\"id\":%d,\"attributes\":{\"scopes\":[\"sequences.read\"]}}}"
                .formatted(install))
        .patch("/api/app/installs/" + install)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"");
    Refusal.of(client.get("/users"), 403).is("unauthorizedOauthScope");
    client.get("/sequences").statusCode(200);
    Refusal.of(client.post("/sequences", Api.document("\"name\":\"x\"")), 403);
  }

  @Test
  void anAppThatAsksForLessIsPermittedLess() {
    Application crm = Application.register(admin, "sequences.all");
    long install = crm.setUpBy(admin);
    admin
        .request()
        .contentType(Api.JSON_API)
        .body("{\"data\":{\"type\":\"app\",\"attributes\":{\"scopes\":[\"sequences.read\"]}}}")
        .patch("/api/app/apps/" + crm.id)
        .then()
        .statusCode(200);
    Api client = crm.client(install);
    client.get("/sequences").statusCode(200);
    Refusal.of(client.post("/sequences", Api.document("\"name\":\"x\"")), 403);
  }
}
