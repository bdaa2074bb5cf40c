package io.sequences.access;

import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Users' tokens of which one thing each is wrong, so that none may be let in. */
final class SpoiledTokens {

  private final String organisation;
  private final Map<String, String> refused = new LinkedHashMap<>();

  SpoiledTokens(String organisation) {
    this.organisation = organisation;
  }

  /** By what is wrong with them; made when they are first asked for. */
  Map<String, String> all() {
    if (refused.isEmpty()) {
      addSignatures();
      addHeaders();
      addClaims();
    }
    return refused;
  }

  private JwtClaimsBuilder claims() {
    return Bearer.claims(organisation, "ada");
  }

  /** The member of claims that says when a token expires, in seconds from now. */
  static String expiry(long seconds) {
    return "\"exp\":" + (Instant.now().getEpochSecond() + seconds);
  }

  private void addSignatures() {
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
  }

  /** Headers over a good signature, or over one that is good by a key which they bring. */
  private void addHeaders() {
    String good =
        new String(
            Base64.getUrlDecoder().decode(claims().sign().split("\\.", -1)[1]),
            StandardCharsets.UTF_8);
    KeyPair other = otherKey();
    String jwk =
        "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"%s\"}"
            .formatted(
                Bearer.encode(((RSAPublicKey) other.getPublic()).getModulus().toByteArray()));
    for (String member :
        List.of(
            "\"jwk\":" + jwk,
            "\"jku\":\"http://127.0.0.1:1/keys\"",
            "\"x5u\":\"http://127.0.0.1:1/keys\"",
            "\"kid\":\"../../dev/null\"")) {
      refused.put(
          "another key with " + member,
          Bearer.sign("{\"alg\":\"RS256\"," + member + "}", good, other.getPrivate()));
    }
    for (String header :
        List.of(
            "{\"alg\":\"RS256\",\"crit\":[\"exp\"]}",
            "{\"alg\":\"RS256\",\"crit\":[\"x\"],\"x\":1}",
            "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}",
            "{\"alg\":\"RS384\"}",
            "{\"alg\":\"RS512\"}",
            "{\"alg\":\"PS256\"}",
            "{\"alg\":\"ES256\"}",
            "{\"alg\":\"EdDSA\"}",
            "{\"alg\":\"rs256\"}",
            "{\"alg\":[\"RS256\"]}",
            "{\"alg\":null}",
            "{\"typ\":\"JWT\"}",
            "{}",
            "[]",
            "x")) {
      refused.put("header " + header, Bearer.sign(header, good, Bearer.key()));
    }
    for (String kid :
        List.of(
            "../../dev/null",
            "/dev/null",
            "/etc/passwd",
            "keys/../x",
            "..",
            "C:\\\\keys",
            "file:///dev/null",
            "http://127.0.0.1:1/keys",
            "x' or 1=1 --",
            "a b",
            "",
            "\\u0000",
            "k".repeat(256))) {
      refused.put(
          "kid " + kid,
          Bearer.sign("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", good, Bearer.key()));
    }
    refused.put(
        "a kid that is a number", Bearer.sign("{\"alg\":\"RS256\",\"kid\":1}", good, Bearer.key()));
  }

  private void addClaims() {
    for (int seconds : new int[] {30, 60, 90, 100_000}) {
      refused.put("expired for " + seconds + " s", plain(expiry(-seconds)));
    }
    refused.put("good for a century", plain(expiry(3_155_760_000L)));
    refused.put("good for 31 days", plain(expiry(31 * 86_400)));
    refused.put("good for ages, of no known age", plain(expiry(31 * 86_400), "iat"));
    refused.put("an expiry past all time", plain("\"exp\":9223372036854775807"));
    refused.put("an expiry that is no integer", plain("\"exp\":1e400"));
    refused.put("an expiry of null", plain("\"exp\":null"));
    refused.put("no expiry", plain(""));
    refused.put("another issuer", claims().issuer("https://evil.example").sign());
    refused.put("no issuer", plain(expiry(600), "iss"));
    refused.put("another audience", claims().audience("mailings").sign());
    refused.put("no audience", plain(expiry(600), "aud"));
    refused.put("a number for a subject", plain(expiry(600) + ",\"sub\":7", "sub"));
    refused.put("an object for an audience", plain(expiry(600) + ",\"aud\":{}", "aud"));
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
    refused.put("groups as a bare text", plain(expiry(600) + ",\"groups\":\"admin\""));
    refused.put("groups as an object", plain(expiry(600) + ",\"groups\":{\"admin\":true}"));
    refused.put("groups that are no texts", plain(expiry(600) + ",\"groups\":[1]"));
    refused.put("two subjects", plain(expiry(600) + ",\"sub\":\"root\""));
  }

  /** A token with just the usual claims, but for those that are absent, and a member besides. */
  String plain(String member, String... absent) {
    StringBuilder claims = new StringBuilder(member);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("iss", Bearer.issuer());
    all.put("aud", "sequences");
    all.put("sub", "ada");
    all.put("org", organisation);
    all.put("scope", "sequences.all");
    if (!List.of(absent).contains("iat")) {
      claims
          .append(claims.isEmpty() ? "" : ",")
          .append("\"iat\":" + Instant.now().getEpochSecond());
    }
    all.keySet().removeAll(List.of(absent));
    all.forEach(
        (name, value) ->
            claims
                .append(claims.isEmpty() ? "" : ",")
                .append("\"" + name + "\":\"" + value + "\""));
    return Bearer.sign("{" + claims + "}");
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
}
