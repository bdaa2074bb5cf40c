package io.sequences.apps;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Applications that the configuration registers, and a service whose keys stand in a file. */
@QuarkusTest
@TestProfile(ConfiguredAppsTest.Configured.class)
class ConfiguredAppsTest {

  private static final String GUID = "3f0c6a52-7d0e-4b7a-9a38-5b1f6f1f9d3e";
  private static final String PRIVATE_KEY = "sequences.test.private-key";
  private static final String SERVICE_KEY = "sequences.test.service-key";

  /** A deployment with an app that is in order and two that are not, and with two signing keys. */
  public static class Configured implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      KeyPair app = Application.keys(2048);
      String open = file("app.pem", Application.pem(app.getPublic()));
      KeyPair signing = Application.keys(2048);
      String service = Application.block("PRIVATE KEY", signing.getPrivate().getEncoded());
      String prefix = "sequences.s2s.apps.";
      return Map.ofEntries(
          Map.entry("sequences.s2s.signing-key-location", file("service.pem", service + own())),
          Map.entry(SERVICE_KEY, file("service.txt", encoded(signing.getPrivate()))),
          Map.entry(PRIVATE_KEY, file("private.txt", encoded(app.getPrivate()))),
          Map.entry(prefix + "crm.guid", GUID),
          Map.entry(prefix + "crm.name", "The CRM"),
          Map.entry(prefix + "crm.public-key-locations", open),
          Map.entry(prefix + "crm.scopes", "sequences.read,users.read"),
          Map.entry(prefix + "scopeless.guid", GUID.replace('3', '4')),
          Map.entry(prefix + "scopeless.name", "Of no such scope"),
          Map.entry(prefix + "scopeless.public-key-locations", open),
          Map.entry(prefix + "scopeless.scopes", "sequences.raed"),
          Map.entry(prefix + "keyless.guid", GUID.replace('3', '5')),
          Map.entry(prefix + "keyless.name", "Of no key"),
          Map.entry(prefix + "keyless.public-key-locations", open + ".gone"),
          Map.entry(prefix + "keyless.scopes", "sequences.read"));
    }

    private static String own() {
      return Application.block("PRIVATE KEY", Application.keys(2048).getPrivate().getEncoded());
    }

    private static String encoded(PrivateKey key) {
      return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    private static String file(String name, String content) {
      try {
        Path folder = Files.createTempDirectory("configured-apps");
        return Files.writeString(folder.resolve(name), content).toString();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private final Api admin = Api.admin("configured-apps", "root");
  private final Api elsewhere = Api.admin("configured-apps-elsewhere", "root");

  private static JsonNode app(Api admin) {
    JsonNode apps = Json.of(admin.request().get("/api/app/apps").then().statusCode(200));
    for (JsonNode app : apps.path("data")) {
      if (app.at("/attributes/configured").booleanValue()) {
        return app;
      }
    }
    throw new AssertionError(apps.toString());
  }

  private static Application crm(Api admin) {
    return Application.known(new KeyPair(null, key(PRIVATE_KEY)), app(admin));
  }

  private static PrivateKey key(String name) {
    String file = ConfigProvider.getConfig().getValue(name, String.class);
    try {
      byte[] key = Base64.getDecoder().decode(Files.readString(Path.of(file)));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void everyOrganisationFindsTheSameOneAndOnlyWhatIsInOrder() {
    JsonNode app = app(admin);
    assertThat(app(elsewhere)).isEqualTo(app);
    assertThat(app.at("/attributes/guid").textValue()).isEqualTo(GUID);
    assertThat(app.at("/attributes/name").textValue()).isEqualTo("The CRM");
    assertThat(app.at("/attributes/createdAt").isNull()).isTrue();
    JsonNode all = Json.of(elsewhere.request().get("/api/app/apps").then());
    assertThat(all.path("data")).hasSize(1);
    admin.request().get("/api/app/apps/" + app.path("id")).then().statusCode(200);
  }

  @Test
  void eachInstallsItAndItCallsInEach() {
    long id = admin.createSequence("\"name\":\"x\"");
    Api here = crm(admin).calling(admin);
    Api there = crm(elsewhere).calling(elsewhere);
    here.get("/sequences/" + id + "?include=owner").statusCode(200);
    Refusal.of(there.get("/sequences/" + id), 404).is("resourceNotFound");
    Refusal.of(here.get("/rulesets"), 403).is("unauthorizedOauthScope");
  }

  @Test
  void nobodyChangesItButTheConfiguration() {
    String path = "/api/app/apps/" + app(admin).path("id");
    String change = "{\"data\":{\"type\":\"app\",\"attributes\":{\"name\":\"y\"}}}";
    Refusal.of(admin.request().contentType(Api.JSON_API).body(change).patch(path).then(), 403)
        .is("unauthorizedRequest")
        .saying("configuration");
    Refusal.of(admin.request().delete(path).then(), 403).is("unauthorizedRequest");
  }

  @Test
  void allKeysOfTheFileArePublishedAndTheFirstSigns() {
    JsonNode keys = Json.of(given().get("/.well-known/jwks.json").then()).path("keys");
    assertThat(keys).hasSize(2);
    String token = crm(admin).calling(admin).token();
    String header = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]), UTF_8);
    assertThat(Json.parse(header).path("kid")).isEqualTo(keys.at("/0/kid"));
  }

  /** Whatever else may be signed with the service's own key. */
  @Test
  void aTokenThatTheServicesKeySignedIsLookedAtAllTheSame() {
    String[] issued = crm(admin).calling(admin).token().split("\\.", -1);
    ObjectNode header = object(issued[0]);
    ObjectNode claims = object(issued[1]);
    long now = claims.path("iat").longValue();
    Api.withToken(signed(header, claims)).get("/sequences").statusCode(200);
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("expired", signed(header, claims.deepCopy().put("exp", now - 60)));
    refused.put("no expiry", signed(header, claims.deepCopy().without("exp")));
    refused.put("no time of issue", signed(header, claims.deepCopy().without("iat")));
    refused.put("issued in the future", signed(header, claims.deepCopy().put("iat", now + 120)));
    refused.put("not valid yet", signed(header, claims.deepCopy().put("nbf", now + 120)));
    refused.put("for another service", signed(header, claims.deepCopy().put("aud", "mailings")));
    refused.put("for nobody", signed(header, claims.deepCopy().without("aud")));
    refused.put("no subject", signed(header, claims.deepCopy().without("sub")));
    refused.put("no install", signed(header, claims.deepCopy().without("install")));
    refused.put("a text for an install", signed(header, claims.deepCopy().put("install", "1")));
    refused.put("an install of none", signed(header, claims.deepCopy().put("install", 0)));
    refused.put("no scope", signed(header, claims.deepCopy().without("scope")));
    refused.put("another issuer", signed(header, claims.deepCopy().put("iss", GUID)));
    refused.put("another type", signed(header.deepCopy().put("typ", "JWT"), claims));
    refused.put("no type", signed(header.deepCopy().without("typ"), claims));
    refused.put("no kid", signed(header.deepCopy().without("kid"), claims));
    refused.forEach(
        (fault, token) ->
            assertThat(Api.withToken(token).get("/sequences").extract().statusCode())
                .as(fault)
                .isEqualTo(401));
  }

  private static ObjectNode object(String part) {
    return (ObjectNode) Json.parse(new String(Base64.getUrlDecoder().decode(part), UTF_8));
  }

  private static String signed(JsonNode header, JsonNode claims) {
    return Application.sign(header.toString(), claims.toString(), key(SERVICE_KEY));
  }
}
