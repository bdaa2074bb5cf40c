package io.sequences.apps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which tokens prove that somebody is the application: those that it signed itself, and no other.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnTokensTest {

  private static final String RS256 = "{\"alg\":\"RS256\"}";

  private final Api admin = Api.admin("own-tokens", "root");
  private final Map<String, String> spoiled = new LinkedHashMap<>();
  private Application crm;
  private long install;
  private String setupToken;

  private Application crm() {
    if (crm == null) {
      crm = Application.register(admin, "sequences.read");
      install = crm.setUpBy(admin);
      setupToken = crm.installBy(admin).at("/attributes/setupToken").textValue();
    }
    return crm;
  }

  private Map<String, String> spoiled() {
    if (!spoiled.isEmpty()) {
      return spoiled;
    }
    String claims = crm().claims(0, 600);
    String good = crm.token(claims);
    String[] parts = good.split("\\.", -1);
    Application other = Application.register(admin, "sequences.read");
    KeyPair strange = Application.keys(2048);
    spoiled.put("empty", "");
    spoiled.put("garbage", "abc");
    spoiled.put("five parts", "a.b.c.d.e");
    spoiled.put("alg none", part("{\"alg\":\"none\"}") + "." + parts[1] + ".");
    spoiled.put("alg None, signed", part("{\"alg\":\"None\"}") + "." + parts[1] + "." + parts[2]);
    spoiled.put("no signature", parts[0] + "." + parts[1] + ".");
    spoiled.put("claims changed", parts[0] + "." + part(crm.claims(0, 700)) + "." + parts[2]);
    spoiled.put("a key of nobody's", sign(RS256, claims, strange));
    spoiled.put("another app's key", sign(RS256, claims, other.keys));
    spoiled.put("another app", other.token());
    spoiled.put(
        "HS256 with the PEM", hs256(claims, Application.pem(crm.keys.getPublic()).getBytes(UTF_8)));
    spoiled.put("HS256 with the DER", hs256(claims, crm.keys.getPublic().getEncoded()));
    spoiled.put("RS512 in name only", sign("{\"alg\":\"RS512\"}", claims, crm.keys));
    spoiled.put("PS256 in name only", sign("{\"alg\":\"PS256\"}", claims, crm.keys));
    spoiled.put("its own key in the header", sign(withJwk(strange), claims, strange));
    spoiled.put(
        "a key set of its own",
        sign("{\"alg\":\"RS256\",\"jku\":\"http://127.0.0.1:1/keys\"}", claims, strange));
    spoiled.put(
        "a path for a kid",
        sign("{\"alg\":\"RS256\",\"kid\":\"../../dev/null\"}", claims, strange));
    for (String kid : new String[] {"../../dev/null", "/dev/null", "x' or 1=1 --", "", "a b"}) {
      spoiled.put(
          "its own key by the kid " + kid,
          sign("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", claims, crm.keys));
    }
    for (String member : new String[] {"\"kid\":1", "\"typ\":[]", "\"cty\":{}"}) {
      spoiled.put(
          "no text: " + member, sign("{\"alg\":\"RS256\"," + member + "}", claims, crm.keys));
    }
    spoiled.put("a list for an algorithm", sign("{\"alg\":[\"RS256\"]}", claims, crm.keys));
    spoiled.put("expired for 30 s", crm.token(crm.claims(-600, -30)));
    spoiled.put("expired for 90 s", crm.token(crm.claims(-600, -90)));
    spoiled.put("two issuers", crm.token(with(claims, "\"iss\":\"" + other.guid + "\"")));
    spoiled.put(
        "a list for an issuer",
        crm.token(
            "{\"iss\":[\"%s\"],\"iat\":%d,\"exp\":%d}".formatted(crm.guid, now(), now() + 60)));
    spoiled.put(
        "a critical header",
        sign("{\"alg\":\"RS256\",\"crit\":[\"x\"],\"x\":1}", claims, crm.keys));
    spoiled.put("no expiry", crm.token("{\"iss\":\"%s\",\"iat\":%d}".formatted(crm.guid, now())));
    spoiled.put(
        "no time of issue",
        crm.token("{\"iss\":\"%s\",\"exp\":%d}".formatted(crm.guid, now() + 60)));
    spoiled.put("no issuer", crm.token("{\"iat\":%d,\"exp\":%d}".formatted(now(), now() + 60)));
    spoiled.put("good for more than an hour", crm.token(crm.claims(0, 3660)));
    spoiled.put("good for a century", crm.token(crm.claims(0, 3_000_000_000L)));
    spoiled.put("expired", crm.token(crm.claims(-600, -60)));
    spoiled.put("issued in the future", crm.token(crm.claims(120, 600)));
    spoiled.put("not valid yet", crm.token(with(claims, "\"nbf\":" + (now() + 300))));
    spoiled.put("for another service", crm.token(with(claims, "\"aud\":\"mailings\"")));
    spoiled.put(
        "a text for an expiry",
        crm.token("{\"iss\":\"%s\",\"iat\":%d,\"exp\":\"4000000000\"}".formatted(crm.guid, now())));
    spoiled.put(
        "the GUID in capitals",
        crm.token(claims.replace(crm.guid, crm.guid.toUpperCase(Locale.ROOT))));
    spoiled.put("no JSON for claims", crm.token("x"));
    spoiled.put("a list for claims", crm.token("[]"));
    spoiled.put("a user's token", Api.of("own-tokens", "ada").token());
    spoiled.put("an admin's token", admin.token());
    spoiled.put("an access token", crm.client(install).token());
    return spoiled;
  }

  @Test
  void aSpoiledOneIsRefusedLikeNone() {
    spoiled().forEach(this::assertRefused);
  }

  private void assertRefused(String fault, String token) {
    String none =
        RawHttp.send(
                "POST /api/app/installs/%d/actions/accessToken HTTP/1.1\nHost: localhost:%d"
                    .formatted(install, RestAssured.port))
            .body();
    for (ValidatableResponse answer :
        List.of(
            Application.act(Long.toString(install), "accessToken", token),
            Application.act(setupToken, "setupToken", token))) {
      assertThat(answer.extract().statusCode()).as(fault).isEqualTo(401);
      Refusal.of(answer, 401).is("unauthenticated");
      answer.header("WWW-Authenticate", "Bearer");
      assertThat(answer.extract().asString()).as(fault).isEqualTo(none);
    }
  }

  @Test
  void whoeverFailsHasNotUsedTheSetupToken() {
    String fresh = crm().installBy(admin).at("/attributes/setupToken").textValue();
    spoiled()
        .values()
        .forEach(token -> Application.act(fresh, "setupToken", token).statusCode(401));
    crm.setUp(fresh).statusCode(200);
  }

  @Test
  void oneThatIsInOrderIsTaken() {
    for (String claims :
        new String[] {
          crm().claims(0, 3600),
          crm.claims(5, 600),
          crm.claims(-3599, 1),
          with(crm.claims(0, 60), "\"aud\":\"sequences\""),
          with(crm.claims(0, 60), "\"sub\":\"anything\",\"admin\":true,\"org\":\"elsewhere\"")
        }) {
      Application.act(Long.toString(install), "accessToken", crm.token(claims)).statusCode(200);
    }
    for (String header :
        new String[] {
          "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"mine\"}", withJwk(Application.keys(2048))
        }) {
      String token = sign(header, crm.claims(0, 60), crm.keys);
      Application.act(Long.toString(install), "accessToken", token).statusCode(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "999999999", "99999999999999999999", "x", "%20", "1%27"})
  void anInstallThatIsNoneIsRefusedLikeAnotherApps(String id) {
    Application other = Application.register(admin, "sequences.read");
    long others = other.setUpBy(admin);
    String refused = Refusal.of(crm().accessToken(others), 401).is("unauthenticated").text();
    for (String action : new String[] {"accessToken", "setupToken"}) {
      assertThat(Refusal.of(Application.act(id, action, crm.token()), 401).text())
          .isEqualTo(refused);
    }
  }

  @Test
  void itOpensNothingElse() {
    Api own = Api.withToken(crm().token());
    Refusal.of(own.get("/sequences"), 401).is("unauthenticated");
    Refusal.of(own.request().get("/api/app/apps").then(), 401).is("unauthenticated");
    Refusal.of(own.request().delete("/api/app/installs/" + install).then(), 401);
  }

  @Test
  void theActionsTakeNoContentAndNoParameters() {
    String path = "/api/app/installs/" + crm().setUpBy(admin) + "/actions/accessToken";
    Api own = Api.withToken(crm.token());
    own.request().contentType(Api.JSON_API).body("{}").post(path).then().statusCode(200);
    Refusal.of(
            own.request().contentType(Api.JSON_API).body("{\"scope\":\"x\"}").post(path).then(),
            400)
        .is("malformedRequest");
    Refusal.of(own.request().post(path + "?scope=x").then(), 422).parameter("scope");
    Refusal.of(own.request().get(path).then(), 405).is("methodNotAllowed");
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private static String with(String claims, String member) {
    return claims.substring(0, claims.length() - 1) + "," + member + "}";
  }

  private static String part(String json) {
    return Application.encode(json.getBytes(UTF_8));
  }

  private static String sign(String header, String claims, KeyPair keys) {
    return Application.sign(header, claims, keys.getPrivate());
  }

  private static String withJwk(KeyPair keys) {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"AQAB\"}}"
        .formatted(Application.encode(key.getModulus().toByteArray()));
  }

  private static String hs256(String claims, byte[] secret) {
    String signed = part("{\"alg\":\"HS256\"}") + "." + part(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return signed + "." + Application.encode(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
