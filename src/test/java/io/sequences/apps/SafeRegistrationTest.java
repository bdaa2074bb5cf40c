package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
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

  @Test
  void anIdempotencyKeyIsRefusedAndNothingIsDone() {
    Application crm = Application.register(admin, "sequences.read");
    Map<String, String> documents =
        Map.of(
            "/apps",
            Application.document("sequences.read", Application.pem(crm.keys.getPublic())),
            "/installs",
            crm.install(null));
    long before = registered();
    documents.forEach(
        (path, document) ->
            Refusal.of(
                    admin
                        .request()
                        .header("Idempotency-Key", "once")
                        .contentType(Api.JSON_API)
                        .body(document)
                        .post("/api/app" + path)
                        .then(),
                    400)
                .is("malformedRequest")
                .header("Idempotency-Key"));
    assertThat(registered()).isEqualTo(before);
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
