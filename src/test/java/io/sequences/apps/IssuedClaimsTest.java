package io.sequences.apps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Json;
import jakarta.inject.Inject;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Access tokens that the service's own key has signed, and of which one thing is wrong: whatever
 * else that key may ever sign opens nothing.
 */
@QuarkusTest
class IssuedClaimsTest {

  @Inject SigningKeys keys;

  private final Api admin = Api.admin("issued-claims", "root");

  private String header;
  private String claims;

  private final Map<String, String> spoiled = new LinkedHashMap<>();

  private void spoil(String fault, Consumer<ObjectNode> change) {
    spoiled.put(fault, sign(header, changed(claims, change)));
  }

  private void spoilHeader(String fault, Consumer<ObjectNode> change) {
    spoiled.put(fault, sign(changed(header, change), claims));
  }

  private void fill() {
    Application crm = Application.register(admin, "sequences.read");
    String[] parts = crm.client(crm.setUpBy(admin)).token().split("\\.", -1);
    header = text(parts[0]);
    claims = text(parts[1]);
    long now = Instant.now().getEpochSecond();
    for (long seconds : new long[] {30, 90, 4_000}) {
      spoil("expired for " + seconds + " s", c -> c.put("exp", now - seconds));
    }
    spoil("no expiry", c -> c.remove("exp"));
    spoil("good for a century", c -> c.put("exp", now + 3_155_760_000L));
    spoil("good for two hours", c -> c.put("exp", now + 7_200));
    spoil("a text for an expiry", c -> c.put("exp", "4000000000"));
    spoil("no time of issue", c -> c.remove("iat"));
    spoil("issued in the future", c -> c.put("iat", now + 120));
    spoil("not valid yet", c -> c.put("nbf", now + 120));
    spoil("another issuer", c -> c.put("iss", "urn:sequences:other"));
    spoil("the users' issuer", c -> c.put("iss", "https://dev.sequences.invalid"));
    spoil("no issuer", c -> c.remove("iss"));
    spoil("another audience", c -> c.put("aud", "mailings"));
    spoil("no audience", c -> c.remove("aud"));
    spoil("no subject", c -> c.remove("sub"));
    spoil("no install", c -> c.remove("install"));
    spoil("an install that is none", c -> c.put("install", 999_999_999L));
    spoil("an install as text", c -> c.put("install", c.path("install").asText()));
    spoil("an install of null", c -> c.putNull("install"));
    spoil("no scope", c -> c.remove("scope"));
    spoil("a list for a scope", c -> c.putArray("scope").add("sequences.read"));
    spoilHeader("another type", h -> h.put("typ", "JWT"));
    spoilHeader("no type", h -> h.remove("typ"));
    spoilHeader("a critical header", h -> h.put("x", 1).putArray("crit").add("x"));
    spoilHeader("no kid", h -> h.remove("kid"));
    spoilHeader("another kid", h -> h.put("kid", "../../dev/null"));
    spoilHeader("a number for a kid", h -> h.put("kid", 1));
    spoilHeader("a list for an algorithm", h -> h.putArray("alg").add("RS256"));
    spoilHeader("RS512 in name only", h -> h.put("alg", "RS512"));
    spoiled.put("no JSON for claims", sign(header, "x"));
  }

  @Test
  void noneOpensAnything() {
    fill();
    assertThat(status(sign(header, claims))).as("as it was issued").isEqualTo(200);
    spoiled.forEach((fault, token) -> assertThat(status(token)).as(fault).isEqualTo(401));
  }

  @Test
  void theOrganisationIsTheInstallsWhateverTheClaimsSay() {
    fill();
    long theirs = Api.of("issued-claims-elsewhere", "ada").createSequence("\"name\":\"x\"");
    String token =
        sign(
            header,
            changed(claims, c -> c.put("org", "issued-claims-elsewhere").put("admin", true)));
    Api.withToken(token).get("/sequences/" + theirs).statusCode(404);
    assertThat(Api.withToken(token).request().get("/api/app/apps").statusCode()).isEqualTo(403);
  }

  private static int status(String token) {
    return Api.withToken(token).get("/sequences").extract().statusCode();
  }

  private String sign(String header, String claims) {
    PrivateKey key = keys.signing().getPrivateKey();
    return Application.sign(header, claims, key);
  }

  private static String changed(String json, Consumer<ObjectNode> change) {
    ObjectNode object = (ObjectNode) Json.parse(json);
    change.accept(object);
    return object.toString();
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }
}
