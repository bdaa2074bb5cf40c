package io.sequences.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final SpoiledTokens spoiled = new SpoiledTokens(ORG);

  private static JwtClaimsBuilder claims() {
    return Bearer.claims(ORG, "ada");
  }

  Set<String> faults() {
    return spoiled.all().keySet();
  }

  @Test
  void aTokenThatIsInOrderIsLetIn() {
    Api.withToken(claims().sign()).get("/sequences").statusCode(200);
    Api.withToken(spoiled.plain(SpoiledTokens.expiry(600))).get("/sequences").statusCode(200);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aSpoiledTokenIsRefusedLikeNone(String fault) {
    String head = "GET /api/v2/sequences HTTP/1.1\nHost: localhost:" + RestAssured.port;
    String none = RawHttp.send(head).body();
    ValidatableResponse answer = Api.withToken(spoiled.all().get(fault)).get("/sequences");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key-1",
        "2024-01.rsa:sig",
        "urn:example:key@1",
        "NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4QzQ2MDAyQjVDNjk1RTM2Qg",
        "K7jRXQ+MsL/eqQ8h5w3Yz1bZC0o/xn0sQ4Vt5e8yYHk="
      })
  void aKeyMayHaveAnyNameThatIsOne(String kid) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}";
    String good =
        new String(
            Base64.getUrlDecoder().decode(claims().sign().split("\\.", -1)[1]),
            StandardCharsets.UTF_8);
    Api.withToken(Bearer.sign(header, good, Bearer.key())).get("/sequences").statusCode(200);
  }

  @Test
  void groupsAreNotAsked() {
    String token = spoiled.plain(SpoiledTokens.expiry(600) + ",\"groups\":[\"admin\"]");
    Api.withToken(token).get("/sequences").statusCode(200);
  }

  @Test
  void aTokenMayBeGoodForAMonth() {
    String token = spoiled.plain(SpoiledTokens.expiry(29 * 86_400));
    Api.withToken(token).get("/sequences").statusCode(200);
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
    for (String token : spoiled.all().values()) {
      Api bad = Api.withToken(token);
      Refusal.of(bad.patchSequence(id, "\"name\":\"y\""), 401).is("unauthenticated");
      Refusal.of(bad.post("/sequences", "no json"), 401).is("unauthenticated");
    }
    assertThat(Api.of(ORG, "creator").get("/sequences/" + id).extract().asString())
        .contains("\"name\":\"x\"");
  }
}
