package io.sequences.apps;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** An application as a client of the service: it has a key, and a GUID once it is registered. */
public final class Application {

  final KeyPair keys;
  public final long id;
  final String guid;

  private Application(KeyPair keys, JsonNode registered) {
    this.keys = keys;
    this.id = registered.path("id").longValue();
    this.guid = registered.at("/attributes/guid").textValue();
  }

  /** Has an admin register a new one with these scopes, separated by spaces. */
  public static Application register(Api admin, String scopes) {
    KeyPair keys = keys(2048);
    JsonNode registered =
        Json.of(
                admin
                    .request()
                    .contentType(Api.JSON_API)
                    .body(document(scopes, pem(keys.getPublic())))
                    .post("/api/app/apps")
                    .then()
                    .statusCode(201))
            .path("data");
    return new Application(keys, registered);
  }

  /** One that is registered already, with its keys. */
  static Application known(KeyPair keys, JsonNode registered) {
    return new Application(keys, registered);
  }

  static String document(String scopes, String... publicKeys) {
    StringBuilder quoted = new StringBuilder();
    for (String key : publicKeys) {
      quoted.append(quoted.isEmpty() ? "" : ",").append(Json.quote(key));
    }
    return """
        {"data":{"type":"app","attributes":{"name":"CRM","publicKeys":[%s],"scopes":[%s]}}}
        """
        .formatted(quoted, list(scopes));
  }

  private static String list(String scopes) {
    return "\"" + scopes.replace(" ", "\",\"") + "\"";
  }

  /** Has an admin install it, with all its scopes, and gives the new install. */
  public JsonNode installBy(Api admin) {
    return Json.of(
            admin
                .request()
                .contentType(Api.JSON_API)
                .body(install(null))
                .post("/api/app/installs")
                .then()
                .statusCode(201))
        .path("data");
  }

  /** The document that installs it, with these scopes, or with all that it asks for. */
  String install(String scopes) {
    String attributes = scopes == null ? "" : "\"scopes\":[" + list(scopes) + "]";
    return """
        {"data":{"type":"install","attributes":{%s},
        "relationships":{"app":{"data":{"type":"app","id":%d}}}}}
        """
        .formatted(attributes, id);
  }

  /** Uses a setup token. */
  ValidatableResponse setUp(String setupToken) {
    return act(setupToken, "setupToken", token());
  }

  /** Asks for an access token. */
  ValidatableResponse accessToken(long install) {
    return act(Long.toString(install), "accessToken", token());
  }

  static ValidatableResponse act(String install, String action, String token) {
    return Api.withToken(token)
        .request()
        .post("/api/app/installs/" + install + "/actions/" + action)
        .then();
  }

  /** Is installed and set up, and gives the install's id. */
  public long setUpBy(Api admin) {
    return setUp(installBy(admin));
  }

  /** Uses the setup token of a new install, and gives its id. */
  long setUp(JsonNode install) {
    setUp(install.at("/attributes/setupToken").textValue()).statusCode(200);
    return install.path("id").longValue();
  }

  /** Is installed, set up, and given an access token: a client of the API. */
  Api calling(Api admin) {
    return client(setUpBy(admin));
  }

  /** A client of the API by a new access token for an install. */
  public Api client(long install) {
    return Api.withToken(
        Json.of(accessToken(install).statusCode(200)).at("/data/meta/accessToken").textValue());
  }

  /** A token of its own that is in order. */
  public String token() {
    return token(claims(0, 600));
  }

  /** The claims of one, issued and expiring so many seconds from now. */
  String claims(long issued, long expires) {
    long now = Instant.now().getEpochSecond();
    return "{\"iss\":\"%s\",\"iat\":%d,\"exp\":%d}".formatted(guid, now + issued, now + expires);
  }

  String token(String claims) {
    return sign("{\"alg\":\"RS256\"}", claims, keys.getPrivate());
  }

  /** A JWT with these texts for header and claims, whatever they are. */
  static String sign(String header, String claims, PrivateKey key) {
    String signed = encode(header.getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + encode(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String encode(byte[] part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
  }

  static KeyPair keys(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String pem(PublicKey key) {
    return block("PUBLIC KEY", key.getEncoded());
  }

  static String block(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
  }
}
