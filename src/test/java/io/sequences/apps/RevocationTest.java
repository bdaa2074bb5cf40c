package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.AtOnce;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How keys are exchanged, and applications turned out. */
@QuarkusTest
class RevocationTest {

  /** What is promised, whichever instance of the service heard of it. */
  private static final Duration PROMISED = Duration.ofSeconds(60);

  private final Api admin = Api.admin("revocation", "root");
  private final Api stranger = Api.admin("revocation-elsewhere", "root");

  private ValidatableResponse keys(Application app, String... keys) {
    String document = Application.document("sequences.read", keys);
    return admin
        .request()
        .contentType(Api.JSON_API)
        .body(document)
        .patch("/api/app/apps/" + app.id)
        .then();
  }

  @Test
  void aDeletedInstallIsRefusedAtOnceWhereItWasDeleted() {
    Application crm = Application.register(admin, "sequences.read");
    long install = crm.setUpBy(admin);
    Api client = crm.client(install);
    client.get("/sequences").statusCode(200);
    admin.request().delete("/api/app/installs/" + install).then().statusCode(204);
    Refusal.of(client.get("/sequences"), 401).is("unauthenticated");
    Refusal.of(crm.accessToken(install), 401).is("unauthenticated");
    Refusal.of(admin.request().get("/api/app/installs/" + install).then(), 404)
        .is("resourceNotFound");
  }

  @Test
  void oneDeletedThroughAnotherInstanceIsRefusedSoon() {
    Application crm = Application.register(admin, "sequences.read");
    long install = crm.setUpBy(admin);
    Api client = crm.client(install);
    client.get("/sequences").statusCode(200);
    Db.rows("delete from install where id = ?", install);
    await().atMost(PROMISED).until(() -> client.get("/sequences").extract().statusCode() == 401);
  }

  @Test
  void anInstallThatIsGoneCannotBeSetUp() {
    Application crm = Application.register(admin, "sequences.read");
    JsonNode install = crm.installBy(admin);
    admin.request().delete("/api/app/installs/" + install.path("id")).then().statusCode(204);
    Refusal.of(crm.setUp(install.at("/attributes/setupToken").textValue()), 401);
  }

  @Test
  void aDeletedAppTakesItsInstallsWithIt() {
    Application crm = Application.register(admin, "sequences.read");
    long install = crm.setUpBy(admin);
    Api client = crm.client(install);
    client.get("/sequences").statusCode(200);
    admin.request().delete("/api/app/apps/" + crm.id).then().statusCode(204);
    Refusal.of(client.get("/sequences"), 401).is("unauthenticated");
    Refusal.of(crm.accessToken(install), 401);
    assertThat(Db.number("select count(*) from install where id = ?", install)).isZero();
  }

  @Test
  void keysAreExchangedWithoutAGap() {
    Application crm = Application.register(admin, "sequences.read");
    long install = crm.setUpBy(admin);
    KeyPair next = Application.keys(3072);
    String oldPem = Application.pem(crm.keys.getPublic());
    String nextPem = Application.pem(next.getPublic());
    keys(crm, oldPem, nextPem).statusCode(200).header("ETag", "\"1\"");
    crm.accessToken(install).statusCode(200);
    signedBy(next, crm, install).statusCode(200);
    keys(crm, nextPem).statusCode(200);
    Refusal.of(crm.accessToken(install), 401).is("unauthenticated");
    signedBy(next, crm, install).statusCode(200);
  }

  private static ValidatableResponse signedBy(KeyPair keys, Application app, long install) {
    String token =
        Application.sign(
            "{\"alg\":\"RS256\",\"kid\":\"any\"}", app.claims(0, 60), keys.getPrivate());
    return Application.act(Long.toString(install), "accessToken", token);
  }

  @Test
  void ofManyWhoUseASetupTokenAtOnceOneGetsIn() throws Exception {
    Application crm = Application.register(admin, "sequences.read");
    String token = crm.installBy(admin).at("/attributes/setupToken").textValue();
    List<Integer> statuses =
        AtOnce.send(Collections.nCopies(8, () -> statusWhenThereIsRoom(crm, token)));
    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 401);
  }

  /** What is refused for want of room is not done, and can be sent again. */
  private static int statusWhenThereIsRoom(Application crm, String setupToken) {
    return Stream.generate(() -> crm.setUp(setupToken).extract().statusCode())
        .limit(100)
        .filter(status -> status != 503)
        .findFirst()
        .orElse(503);
  }

  @Test
  void anAdminOfAnotherOrganisationFindsAndChangesNothing() {
    Application crm = Application.register(admin, "sequences.read");
    long install = crm.setUpBy(admin);
    for (String path : List.of("/api/app/apps/" + crm.id, "/api/app/installs/" + install)) {
      String type = path.contains("apps") ? "app" : "install";
      String change =
          "{\"data\":{\"type\":\"" + type + "\",\"attributes\":{\"scopes\":[\"users.read\"]}}}";
      Refusal.of(stranger.request().get(path).then(), 404).is("resourceNotFound");
      Refusal.of(stranger.request().delete(path).then(), 404).is("resourceNotFound");
      Refusal.of(stranger.request().contentType(Api.JSON_API).body(change).patch(path).then(), 404);
    }
    String refused =
        Refusal.of(
                stranger
                    .request()
                    .contentType(Api.JSON_API)
                    .body(crm.install(null))
                    .post("/api/app/installs")
                    .then(),
                422)
            .at("/data/relationships/app")
            .text();
    String unknown = crm.install(null).replace("\"id\":" + crm.id, "\"id\":999999999");
    assertThat(
            Refusal.of(
                    stranger
                        .request()
                        .contentType(Api.JSON_API)
                        .body(unknown)
                        .post("/api/app/installs")
                        .then(),
                    422)
                .text())
        .isEqualTo(refused);
    assertThat(Json.of(stranger.request().get("/api/app/apps").then()).path("data"))
        .noneMatch(app -> app.path("id").longValue() == crm.id);
    crm.client(install).get("/sequences").statusCode(200);
  }
}
