package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What makes writes of apps and installs safe. */
@QuarkusTest
class SafeRegistrationTest {

  private static final String ORG = "safe registration";

  private final Api admin = Api.admin(ORG, "root");

  @Test
  void aChangeIsBoundToTheVersionThatItNames() {
    Application crm = Application.register(admin, "sequences.read");
    long install = crm.installBy(admin).path("id").longValue();
    for (String path : List.of("/api/app/apps/" + crm.id, "/api/app/installs/" + install)) {
      Refusal.of(admin.request().header("If-Match", "\"7\"").delete(path).then(), 412)
          .is("preconditionFailed")
          .header("If-Match");
      admin.request().get(path).then().statusCode(200).header("ETag", "\"0\"");
    }
    admin
        .request()
        .header("If-Match", "\"0\"")
        .delete("/api/app/installs/" + install)
        .then()
        .statusCode(204);
  }

  private ValidatableResponse once(String key, String path, String document) {
    return admin
        .request()
        .header("Idempotency-Key", key)
        .contentType(Api.JSON_API)
        .body(document)
        .post("/api/app" + path)
        .then();
  }

  @Test
  void aCreateThatIsSentAgainWithItsKeyIsDoneOnce() {
    Application crm = Application.register(admin, "sequences.read");
    Map<String, String> documents =
        Map.of(
            "/apps",
            Application.document("sequences.read", Application.pem(crm.keys.getPublic())),
            "/installs",
            crm.install(null));
    documents.forEach(
        (path, document) -> {
          String key = "once " + path;
          String first = once(key, path, document).statusCode(201).extract().asString();
          long after = registered();
          String second =
              once(key, path, document)
                  .statusCode(201)
                  .header("Idempotent-Replayed", "true")
                  .extract()
                  .asString();
          assertThat(second).isEqualTo(first);
          Refusal.of(once(key, path, document + " "), 422)
              .is("idempotencyKeyReused")
              .header("Idempotency-Key");
          assertThat(registered()).isEqualTo(after);
        });
  }

  @Test
  void whatWasRefusedKeepsNothingAndASetupTokenThatIsGivenAgainWorksOnce() {
    Application crm = Application.register(admin, "sequences.read");
    Refusal.of(once("install", "/installs", crm.install("users.read")), 422);
    once("install", "/installs", crm.install(null)).statusCode(201);
    JsonNode again = Json.of(once("install", "/installs", crm.install(null)).statusCode(201));
    String token = again.at("/data/attributes/setupToken").textValue();
    crm.setUp(token).statusCode(200);
    crm.setUp(token).statusCode(401);
  }

  @Test
  void aSetupTokenThatIsUsedAgainWithItsKeyIsAnsweredAsTheFirstTime() {
    Application crm = Application.register(admin, "sequences.read");
    String token = crm.installBy(admin).at("/attributes/setupToken").textValue();
    String first = setUp(crm, "k", token, "").statusCode(200).extract().asString();
    String again =
        setUp(crm, "k", token, "")
            .statusCode(200)
            .header("Idempotent-Replayed", "true")
            .extract()
            .asString();
    assertThat(again).isEqualTo(first);
    Refusal.of(setUp(crm, "k", token, "{}"), 422)
        .is("idempotencyKeyReused")
        .header("Idempotency-Key");
    Refusal.of(setUp(crm, "another", token, ""), 401).is("unauthenticated");
    // A token is good for a day, and its answer for another, should it be used at the day's end.
    Db.rows(
        "update install set created_at = created_at - interval '25 hours' where app_id = ?",
        crm.id);
    setUp(crm, "k", token, "").statusCode(200).header("Idempotent-Replayed", "true");
    Application other = Application.register(admin, "sequences.read");
    Refusal.of(setUp(other, "k", token, ""), 401).is("unauthenticated");
  }

  @Test
  void eachAccessTokenIsANewOne() {
    Application crm = Application.register(admin, "sequences.read");
    String path = crm.setUpBy(admin) + "/actions/accessToken";
    withKey(crm, "k", path, "").statusCode(200);
    assertThat(withKey(crm, "k", path, "").statusCode(200).extract().headers())
        .noneMatch(header -> header.getName().equals("Idempotent-Replayed"));
  }

  private static ValidatableResponse setUp(
      Application application, String key, String token, String body) {
    return withKey(application, key, token + "/actions/setupToken", body);
  }

  private static ValidatableResponse withKey(
      Application application, String key, String path, String body) {
    return Api.withToken(application.token())
        .request()
        .header("Idempotency-Key", key)
        .contentType(Api.JSON_API)
        .body(body)
        .post("/api/app/installs/" + path)
        .then();
  }

  private static long registered() {
    return Db.number(
        "select (select count(*) from app where org_id = ?)"
            + " + (select count(*) from install where org_id = ?)",
        Db.org(ORG),
        Db.org(ORG));
  }

  private void changesNothing(String type, long id, String same, int version) {
    for (String attributes : List.of(same, "")) {
      admin
          .request()
          .contentType(Api.JSON_API)
          .body("{\"data\":{\"type\":\"%s\",\"attributes\":{%s}}}".formatted(type, attributes))
          .patch("/api/app/" + type + "s/" + id)
          .then()
          .statusCode(200)
          .header("ETag", "\"" + version + "\"");
    }
  }

  @Test
  void aChangeThatChangesNothingMovesNoVersion() {
    Application crm = Application.register(admin, "sequences.read");
    changesNothing("app", crm.id, "\"name\":\"CRM\"", 0);
    changesNothing("install", crm.setUpBy(admin), "\"scopes\":[\"sequences.read\"]", 1);
  }
}
