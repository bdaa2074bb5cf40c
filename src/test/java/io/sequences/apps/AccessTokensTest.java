package io.sequences.apps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which tokens let an application into the API: those that the service issued to it. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTokensTest {

  private final Api admin = Api.admin("access-tokens", "root");

  /** Every way to come by one without being given it. */
  private Map<String, String> spoiled() {
    Application crm = Application.register(admin, "sequences.all");
    long install = crm.setUpBy(admin);
    String good = crm.client(install).token();
    String[] parts = good.split("\\.", -1);
    String header = text(parts[0]);
    String claims = text(parts[1]);
    KeyPair strange = Application.keys(2048);
    PublicKey published = published();
    Map<String, String> spoiled = new LinkedHashMap<>();
    spoiled.put("alg none", encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".");
    spoiled.put(
        "alg none, signed",
        encode(changed(header, h -> h.put("alg", "none"))) + "." + parts[1] + "." + parts[2]);
    spoiled.put("no signature", parts[0] + "." + parts[1] + ".");
    spoiled.put("another signature", parts[0] + "." + parts[1] + "." + encode("x".repeat(256)));
    spoiled.put(
        "more scopes",
        parts[0]
            + "."
            + encode(changed(claims, c -> c.put("scope", "sequences.all users.all")))
            + "."
            + parts[2]);
    spoiled.put(
        "another install",
        parts[0]
            + "."
            + encode(changed(claims, c -> c.put("install", install + 1)))
            + "."
            + parts[2]);
    spoiled.put("another key under the same kid", sign(header, claims, strange));
    spoiled.put("the app's key under the same kid", sign(header, claims, crm.keys));
    spoiled.put("no kid", sign("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}", claims, strange));
    spoiled.put(
        "a path for a kid",
        sign(changed(header, h -> h.put("kid", "../../dev/null")), claims, strange));
    spoiled.put(
        "SQL for a kid", sign(changed(header, h -> h.put("kid", "x' or 1=1 --")), claims, strange));
    spoiled.put(
        "HS256 with the PEM", hs256(header, claims, Application.pem(published).getBytes(UTF_8)));
    spoiled.put("HS256 with the DER", hs256(header, claims, published.getEncoded()));
    spoiled.put("no expiry", sign(header, changed(claims, c -> c.remove("exp")), strange));
    spoiled.put("the claims of an access token, signed by the app", crm.token(claims));
    spoiled.put("the app's own token", crm.token());
    spoiled.put("claims of both kinds", crm.token(changed(claims, c -> c.put("iss", crm.guid))));
    return spoiled;
  }

  @Test
  void noneThatTheServiceDidNotIssueIsLetIn() {
    String head = "GET /api/v2/sequences HTTP/1.1\nHost: localhost:" + RestAssured.port;
    String none = RawHttp.send(head).body();
    spoiled()
        .forEach(
            (fault, token) -> {
              Api client = Api.withToken(token);
              ValidatableResponse answer = client.get("/sequences");
              assertThat(answer.extract().statusCode()).as(fault).isEqualTo(401);
              assertThat(answer.extract().asString()).as(fault).isEqualTo(none);
              assertThat(client.post("/sequences", "no json").extract().statusCode())
                  .as(fault)
                  .isEqualTo(401);
              assertThat(client.request().get("/api/app/apps").statusCode())
                  .as(fault)
                  .isEqualTo(401);
            });
  }

  @Test
  void aUsersTokenInTheNameOfTheServiceIsNone() {
    String issued = Application.register(admin, "sequences.all").calling(admin).token();
    String[] user = admin.token().split("\\.", -1);
    String renamed =
        changed(
            text(user[1]),
            c ->
                c.put("iss", Json.parse(text(issued.split("\\.", -1)[1])).path("iss").textValue()));
    Refusal.of(
        Api.withToken(user[0] + "." + encode(renamed) + "." + user[2]).get("/sequences"), 401);
  }

  @Test
  void itIsNoProofOfBeingTheApplication() {
    Application crm = Application.register(admin, "sequences.all");
    JsonNode install = crm.installBy(admin);
    String token = crm.calling(admin).token();
    Refusal.of(Application.act(install.path("id").asText(), "accessToken", token), 401);
    Refusal.of(
        Application.act(install.at("/attributes/setupToken").textValue(), "setupToken", token),
        401);
  }

  @Test
  void itAdministersNothing() {
    Application crm = Application.register(admin, "sequences.all");
    Api client = crm.calling(admin);
    for (String path : new String[] {"/apps", "/installs", "/apps/" + crm.id}) {
      Refusal.of(client.request().get("/api/app" + path).then(), 403)
          .is("unauthorizedRequest")
          .saying("'admin'");
    }
    Refusal.of(client.request().delete("/api/app/apps/" + crm.id).then(), 403)
        .is("unauthorizedRequest");
  }

  @Test
  void thatOfOneOrganisationIsGoodInNoOther() {
    Api elsewhere = Api.admin("access-tokens-elsewhere", "root");
    long theirs = elsewhere.createSequence("\"name\":\"x\"");
    Application crm = Application.register(admin, "sequences.all");
    Api client = crm.calling(admin);
    Refusal.of(client.get("/sequences/" + theirs), 404).is("resourceNotFound");
    Refusal.of(client.patchSequence(theirs, "\"name\":\"y\""), 404);
    Refusal.of(client.delete("/sequences/" + theirs), 404);
    assertThat(
            Json.of(client.get("/sequences?count=true&filter[id]=" + theirs))
                .at("/meta/count")
                .intValue())
        .isZero();
  }

  private static PublicKey published() {
    JsonNode key = Json.of(RestAssured.get("/.well-known/jwks.json").then()).at("/keys/0");
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static BigInteger number(JsonNode key, String member) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(member).textValue()));
  }

  private static String changed(String json, Consumer<ObjectNode> change) {
    ObjectNode object = (ObjectNode) Json.parse(json);
    change.accept(object);
    return object.toString();
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }

  private static String encode(String text) {
    return Application.encode(text.getBytes(UTF_8));
  }

  private static String sign(String header, String claims, KeyPair keys) {
    return Application.sign(header, claims, keys.getPrivate());
  }

  private static String hs256(String header, String claims, byte[] secret) {
    String signed = encode(changed(header, h -> h.put("alg", "HS256"))) + "." + encode(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return signed + "." + Application.encode(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
