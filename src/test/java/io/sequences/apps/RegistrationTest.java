package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an admin may register and install. */
@QuarkusTest
class RegistrationTest {

  private static final String ORG = "registration";
  private static final String KEYS = "/data/attributes/publicKeys";
  private static final String SCOPES = "/data/attributes/scopes";
  private static final KeyPair GOOD = Application.keys(2048);
  private static final String PEM = Application.pem(GOOD.getPublic());

  private final Api admin = Api.admin(ORG, "root");

  private ValidatableResponse post(Api client, String path, String body) {
    return client.request().contentType(Api.JSON_API).body(body).post("/api/app" + path).then();
  }

  private Refusal refused(String... keys) {
    return Refusal.of(post(admin, "/apps", Application.document("sequences.read", keys)), 422)
        .is("validationError");
  }

  @Test
  void onlyAdminsSeeAndChangeAnything() {
    Application crm = Application.register(admin, "sequences.read");
    long install = crm.setUpBy(admin);
    Api ada = Api.of(ORG, "ada");
    List<ValidatableResponse> answers =
        List.of(
            post(ada, "/apps", Application.document("sequences.read", PEM)),
            post(ada, "/installs", crm.install(null)),
            ada.request().get("/api/app/apps").then(),
            ada.request().get("/api/app/installs/" + install).then(),
            ada.request().get("/api/app/installs/0").then(),
            ada.request().delete("/api/app/installs/" + install).then(),
            ada.request().delete("/api/app/apps/" + crm.id).then(),
            ada.request()
                .contentType(Api.JSON_API)
                .body("{}")
                .patch("/api/app/apps/" + crm.id)
                .then());
    answers.forEach(
        each -> Refusal.of(each, 403).is("unauthorizedRequest").saying("'admin': true"));
    crm.client(install).get("/sequences").statusCode(200);
  }

  @Test
  void withoutATokenNothingIsThere() {
    Api nobody = Api.withToken("abc");
    for (String path : List.of("/apps", "/installs", "/apps/1", "/installs/1")) {
      Refusal.of(nobody.request().get("/api/app" + path).then(), 401).is("unauthenticated");
    }
  }

  @Test
  void aKeyMustBeAPublicRsaKeyThatIsStrongEnough() throws GeneralSecurityException {
    KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
    refused(Application.pem(curve.generateKeyPair().getPublic())).at(KEYS).saying("no RSA key");
    refused(Application.pem(Application.keys(1024).getPublic()))
        .at(KEYS)
        .saying("2048 to 8192 bits");
    refused(Application.block("PRIVATE KEY", GOOD.getPrivate().getEncoded()))
        .at(KEYS)
        .saying("private");
    refused(Application.block("RSA PRIVATE KEY", new byte[] {1})).at(KEYS).saying("private");
    refused(Application.block("CERTIFICATE", new byte[] {1})).at(KEYS).saying("BEGIN PUBLIC KEY");
    refused(Application.block("PUBLIC KEY", new byte[] {1, 2, 3})).at(KEYS).saying("no RSA key");
    refused("abc").at(KEYS).saying("PEM");
    refused(PEM + PEM.replace("\n", "\r\n")).at(KEYS).saying("one PEM block");
    refused(PEM, "abc").at(KEYS).saying("The key at 1");
  }

  @Test
  void thereAreOneToTenKeys() {
    Refusal.of(
            post(
                admin,
                "/apps",
                "{\"data\":{\"type\":\"app\",\"attributes\":{\"name\":\"x\",\"publicKeys\":[],\"scopes\":[\"sequences.read\"]}}}"),
            422)
        .at(KEYS)
        .saying("at least one");
    String[] eleven = new String[11];
    for (int i = 0; i < eleven.length; i++) {
      eleven[i] = PEM + " ".repeat(i);
    }
    refused(eleven).at(KEYS).saying("at most 10");
    refused(PEM, PEM).at(KEYS).saying("twice");
    post(admin, "/apps", Application.document("sequences.read", PEM.replace("\n", "\r\n")))
        .statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sequences",
        "sequences.",
        ".read",
        "sequences.raed",
        "apps.read",
        "admin",
        "*",
        "sequences.read users.reed"
      })
  void aScopeMustBeOneThatThereIs(String scopes) {
    String faulty = scopes.substring(scopes.lastIndexOf(' ') + 1);
    Refusal.of(post(admin, "/apps", Application.document(scopes, PEM)), 422)
        .is("validationError")
        .at(SCOPES)
        .saying("'" + faulty + "'");
  }

  @Test
  void aScopeThatWasMeantIsNamed() {
    Refusal.of(post(admin, "/apps", Application.document("sequences.raed", PEM)), 422)
        .at(SCOPES)
        .saying("Did you mean 'sequences.read'?");
  }

  @Test
  void whatIsMissingUnknownOrReadOnlyIsNamed() {
    Refusal.of(post(admin, "/apps", "{\"data\":{\"type\":\"app\"}}"), 422)
        .at("/data/attributes/name", KEYS, SCOPES);
    String guid =
        Application.document("sequences.read", PEM)
            .replace("\"name\"", "\"guid\":\"x\",\"nmae\":1,\"name\"");
    Refusal.of(post(admin, "/apps", guid), 422)
        .at("/data/attributes/guid", "/data/attributes/nmae");
    String named =
        Application.document("sequences.read", PEM).replace("\"type\"", "\"id\":7,\"type\"");
    Refusal.of(post(admin, "/apps", named), 403).is("clientGeneratedId");
    Refusal.of(post(admin, "/apps", "{\"data\":{\"type\":\"sequence\"}}"), 409).is("conflict");
    Refusal.of(post(admin, "/apps", "x"), 400).is("malformedRequest");
    Refusal.of(post(admin, "/apps?include=x", Application.document("sequences.read", PEM)), 422)
        .parameter("include");
    Refusal.of(post(admin, "/installs", "{\"data\":{\"type\":\"install\"}}"), 422)
        .at("/data/relationships/app");
  }

  @Test
  void anInstallKeepsToTheScopesOfTheApp() {
    Application crm = Application.register(admin, "sequences.all users.read");
    Refusal.of(post(admin, "/installs", crm.install("sequences.read users.write")), 422)
        .at(SCOPES)
        .saying("'users.write'");
    Refusal.of(post(admin, "/installs", crm.install("sequences.raed")), 422).is("validationError");
    post(admin, "/installs", crm.install("sequences.write users.read")).statusCode(201);
    long install = crm.installBy(admin).path("id").longValue();
    String widened =
        "{\"data\":{\"type\":\"install\",\"attributes\":{\"scopes\":[\"users.all\"]}}}";
    Refusal.of(
            admin
                .request()
                .contentType(Api.JSON_API)
                .body(widened)
                .patch("/api/app/installs/" + install)
                .then(),
            422)
        .at(SCOPES);
    Refusal.of(
            admin
                .request()
                .contentType(Api.JSON_API)
                .body(crm.install(null))
                .patch("/api/app/installs/" + install)
                .then(),
            422)
        .at("/data/relationships/app");
  }

  @Test
  void thereAreAtMostAHundredOfEach() {
    String org = "registration-many";
    Api many = Api.admin(org, "root");
    Application crm = Application.register(many, "sequences.read");
    Db.rows(
        "insert into app (org_id, name, public_keys, scopes) select ?, 'x', '{x}', '{sequences.read}' from generate_series(1, 99)",
        Db.org(org));
    Db.rows(
        "insert into install (org_id, app_id, scopes) select ?, ?, '{sequences.read}' from generate_series(1, 100)",
        Db.org(org),
        crm.id);
    Refusal.of(post(many, "/apps", Application.document("sequences.read", PEM)), 422)
        .saying("at most 100 apps");
    Refusal.of(post(many, "/installs", crm.install(null)), 422).saying("at most 100 installs");
    assertThat(Json.of(many.request().get("/api/app/apps").then()).path("data").size())
        .isEqualTo(100);
  }

  @Test
  void otherMethodsAndRoutesAreRefusedAsElsewhere() {
    Refusal.of(
            admin.request().put("/api/app/apps").then().header("Allow", "GET, HEAD, POST, OPTIONS"),
            405)
        .is("methodNotAllowed");
    Refusal.of(
        admin
            .request()
            .post("/api/app/apps/1")
            .then()
            .header("Allow", "GET, HEAD, PATCH, DELETE, OPTIONS"),
        405);
    for (String path :
        List.of(
            "/api/app/nothing",
            "/api/app/apps/1/2",
            "/api/app/installs/1/actions/archive",
            "/api/app/apps/0",
            "/api/app/apps/x")) {
      Refusal.of(admin.request().get(path).then(), 404);
    }
    Refusal.of(
            admin.request().contentType("application/json").body("{}").post("/api/app/apps").then(),
            415)
        .is("unsupportedMediaType");
    Refusal.of(
        admin
            .request()
            .contentType(Api.JSON_API)
            .body("x".repeat(1 << 20) + "x")
            .post("/api/app/apps")
            .then(),
        413);
  }
}
