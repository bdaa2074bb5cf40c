package io.sequences.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bearer tokens are let in. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {

  private static final String ORG = "tokens";
  private static final String EXPIRY = "\"exp\":4000000000";

  private final Map<String, String> refused = new LinkedHashMap<>();

  private static JwtClaimsBuilder claims() {
    return Bearer.claims(ORG, "ada");
  }

  private static KeyPair otherKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Map<String, String> spoiled() {
    if (!refused.isEmpty()) {
      return refused;
    }
    String good = claims().sign();
    List<String> parts = List.of(good.split("\\.", -1));
    String body = "." + parts.get(1) + ".";
    KeyPair other = otherKey();
    String publicKey = ConfigProvider.getConfig().getValue("mp.jwt.verify.publickey", String.class);
    String pem = "-----BEGIN PUBLIC KEY-----\n" + publicKey + "\n-----END PUBLIC KEY-----\n";
    byte[] der = Base64.getMimeDecoder().decode(publicKey.replaceAll("-----[A-Z ]+-----", ""));
    refused.put("empty", "");
    refused.put("garbage", "abc");
    refused.put("three parts of garbage", "a.b.c");
    refused.put("alg none", Bearer.encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + body);
    refused.put("alg None", Bearer.encode("{\"alg\":\"None\"}") + body + parts.get(2));
    refused.put("no signature", parts.get(0) + body);
    refused.put(
        "claims changed under the signature",
        parts.get(0)
            + "."
            + Bearer.encode("{\"sub\":\"root\",\"org\":\"tokens\"}")
            + "."
            + parts.get(2));
    refused.put("another key", claims().jws().sign(other.getPrivate()));
    refused.put(
        "HS256 with the PEM as secret", Bearer.hs256(good, pem.getBytes(StandardCharsets.UTF_8)));
    refused.put(
        "HS256 with the key text as secret",
        Bearer.hs256(good, publicKey.getBytes(StandardCharsets.UTF_8)));
    refused.put("HS256 with the DER as secret", Bearer.hs256(good, der));
    refused.put("expired", claims().expiresAt(Instant.now().minusSeconds(60)).sign());
    refused.put("no expiry", plain(""));
    refused.put("another issuer", claims().issuer("https://evil.example").sign());
    refused.put("no issuer", plain(EXPIRY, "iss"));
    refused.put("another audience", claims().audience("mailings").sign());
    refused.put("no audience", plain(EXPIRY, "aud"));
    refused.put("a number for a subject", plain(EXPIRY + ",\"sub\":7", "sub"));
    refused.put("an object for an audience", plain(EXPIRY + ",\"aud\":{}", "aud"));
    refused.put("a text for an expiry", plain("\"exp\":\"4000000000\""));
    refused.put("no JSON for claims", Bearer.sign("x"));
    refused.put("a list for claims", Bearer.sign("[]"));
    refused.put("issued in the future", claims().issuedAt(Instant.now().plusSeconds(120)).sign());
    refused.put(
        "not valid yet",
        claims().claim("nbf", Instant.now().plusSeconds(120).getEpochSecond()).sign());
    refused.put("no subject", claims().remove("sub").sign());
    refused.put("no subject but a upn", claims().remove("sub").upn("ada").sign());
    refused.put("empty subject", claims().subject("").sign());
    return refused;
  }

  private static String plain(String member, String... absent) {
    StringBuilder claims = new StringBuilder(member);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("iss", Bearer.issuer());
    all.put("aud", "sequences");
    all.put("sub", "ada");
    all.put("org", ORG);
    all.put("scope", "sequences.all");
    claims.append(claims.isEmpty() ? "" : ",").append("\"iat\":1700000000");
    all.keySet().removeAll(List.of(absent));
    all.forEach(
        (name, value) ->
            claims
                .append(claims.isEmpty() ? "" : ",")
                .append("\"" + name + "\":\"" + value + "\""));
    return Bearer.sign("{" + claims + "}");
  }

  Set<String> faults() {
    return spoiled().keySet();
  }

  @Test
  void aTokenThatIsInOrderIsLetIn() {
    Api.withToken(claims().sign()).get("/sequences").statusCode(200);
    Api.withToken(plain(EXPIRY)).get("/sequences").statusCode(200);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aSpoiledTokenIsRefusedLikeNone(String fault) {
    String none = RawHttp.send("GET /api/v2/sequences HTTP/1.1\nHost: localhost").body();
    ValidatableResponse answer = Api.withToken(spoiled().get(fault)).get("/sequences");
    Refusal.of(answer, 401).is("unauthenticated");
    answer.header("WWW-Authenticate", "Bearer");
    assertThat(answer.extract().asString()).isEqualTo(none);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Basic YWRhOmFkYQ==",
        "Authorization: Bearer",
        "Authorization: ",
        "Authorization: Token abc",
        "X-Authorization: Bearer abc",
        "Cookie: Bearer=abc"
      })
  void anythingButABearerTokenIsNone(String header) {
    for (String route :
        List.of("GET /api/v2/sequences", "GET /api/v2/users/1", "DELETE /api/v2/sequences/1")) {
      RawHttp.Answer answer = RawHttp.send(route + " HTTP/1.1\nHost: localhost\n" + header);
      Refusal.of(answer, 401).is("unauthenticated");
      assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
    }
  }

  @Test
  void aClockThatIsSlightlyAheadIsForgiven() {
    String token = claims().issuedAt(Instant.now().plusSeconds(3)).sign();
    Api.withToken(token).get("/sequences").statusCode(200);
  }

  @Test
  void theAudienceMayBeOneOfSeveral() {
    String token = claims().audience(Set.of("other", "sequences")).sign();
    Api.withToken(token).get("/sequences").statusCode(200);
  }

  static List<Object> organisations() {
    return List.of("", "x".repeat(256), "😀".repeat(256), "a\u0000b", 7, true, List.of("a"));
  }

  @ParameterizedTest
  @MethodSource("organisations")
  void anOrganisationThatIsNoNameIsForbidden(Object organisation) {
    String token = claims().claim("org", organisation).sign();
    Refusal.of(Api.withToken(token).get("/sequences"), 403)
        .is("unauthorizedRequest")
        .saying("'org'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "256"})
  void aSubjectThatIsNoNameIsForbidden(String subject) {
    String name = subject.equals("256") ? "x".repeat(256) : subject;
    Refusal.of(Api.withToken(claims().subject(name).sign()).get("/sequences"), 403)
        .is("unauthorizedRequest")
        .saying("'sub'");
  }

  @Test
  void namesMayBeAnyTexts() {
    String token = claims().claim("org", " ").subject("\u2028 🦊").sign();
    Api.withToken(token).get("/sequences").statusCode(200);
  }

  @Test
  void aMissingOrganisationIsForbidden() {
    Refusal.of(Api.withToken(claims().remove("org").sign()).get("/sequences"), 403)
        .is("unauthorizedRequest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "org with spaces", "'; drop table organization; --", "ünï-😀", "日本"})
  void organisationAndSubjectMayBeAnyText(String name) {
    String token = Bearer.claims("tokens " + name, name).sign();
    Api.withToken(token).createSequence("\"name\":\"x\"");
    String longest = Bearer.claims("😀".repeat(255), "😀".repeat(255)).sign();
    Api.withToken(longest).get("/sequences").statusCode(200);
  }

  static List<Object> noAdmins() {
    return List.of("true", 1, false, "admin", List.of(true));
  }

  @ParameterizedTest
  @MethodSource("noAdmins")
  void onlyTheBooleanTrueMakesAnAdmin(Object claim) {
    long id = Api.of(ORG, "creator").createSequence("\"name\":\"x\",\"shareType\":\"private\"");
    Api.withToken(claims().claim("admin", claim).sign()).get("/sequences/" + id).statusCode(404);
    Api.withToken(claims().claim("admin", true).sign()).get("/sequences/" + id).statusCode(200);
  }

  static List<Object> noScopes() {
    return List.of(7, true, List.of("sequences.read"), Map.of("a", "b"));
  }

  @ParameterizedTest
  @MethodSource("noScopes")
  void aScopeClaimThatIsNoTextPermitsNothing(Object scope) {
    Refusal.of(Api.withToken(claims().claim("scope", scope).sign()).get("/sequences"), 403)
        .is("unauthorizedOauthScope");
  }

  @Test
  void aSpoiledTokenChangesNothing() {
    long id = Api.of(ORG, "creator").createSequence("\"name\":\"x\"");
    for (String token : spoiled().values()) {
      Api bad = Api.withToken(token);
      Refusal.of(bad.patchSequence(id, "\"name\":\"y\""), 401).is("unauthenticated");
      Refusal.of(bad.post("/sequences", "no json"), 401).is("unauthenticated");
    }
    assertThat(Api.of(ORG, "creator").get("/sequences/" + id).extract().asString())
        .contains("\"name\":\"x\"");
  }
}
