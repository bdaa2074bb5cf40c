package io.sequences.support;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.sequences.app.ResourceTypes;
import io.sequences.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * A client of the API: one user of one organisation, with the scopes that the token was asked for.
 */
public final class Api {

  private static final Catalog CATALOG = ResourceTypes.catalog();

  public static final String JSON_API = "application/vnd.api+json";

  /**
   * Sends media types as they are given, without a charset that JSON:API forbids. What is kept of a
   * request, in case its answer is not as expected, is kept as it was sent: to print large bodies
   * prettily takes longer than all the rest.
   */
  public static final RestAssuredConfig PLAIN =
      RestAssured.config()
          .logConfig(RestAssured.config().getLogConfig().enablePrettyPrinting(false))
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .encodeContentTypeAs(JSON_API, ContentType.TEXT)
                  .defaultContentCharset(StandardCharsets.UTF_8)
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false));

  /**
   * Fetched when it is first needed: test classes make their clients before the service's port is
   * known.
   */
  private final Supplier<String> issuer;

  private String token;

  private Api(Supplier<String> issuer) {
    this.issuer = issuer;
  }

  /** A client whose token permits everything. */
  public static Api of(String organisation, String user) {
    return new Api(() -> token(organisation, user, null, false));
  }

  /** A client whose token has the admin claim as well. */
  public static Api admin(String organisation, String user) {
    return new Api(() -> token(organisation, user, null, true));
  }

  /** A client whose token has these scopes only. */
  public static Api withScopes(String organisation, String user, String scopes) {
    return new Api(() -> token(organisation, user, scopes, false));
  }

  /** A client that sends this as its bearer token. */
  public static Api withToken(String token) {
    return new Api(() -> token);
  }

  private static String token(String organisation, String user, String scopes, boolean admin) {
    RequestSpecification request =
        given().queryParam("org", organisation).queryParam("sub", user).queryParam("admin", admin);
    if (scopes != null) {
      request.queryParam("scope", scopes);
    }
    return request.get("/dev/token").then().statusCode(200).extract().asString();
  }

  /** A request with the token; the query string is sent as it is written. */
  public RequestSpecification request() {
    return given()
        .config(PLAIN)
        .urlEncodingEnabled(false)
        .header("Authorization", "Bearer " + token());
  }

  /** The bearer token that this client sends. */
  public String token() {
    if (token == null) {
      token = issuer.get();
    }
    return token;
  }

  /** GET below the base path, such as {@code /sequences?sort=name}; query as it is written. */
  public ValidatableResponse get(String path) {
    String address = path.startsWith("http") ? path : "/api/v2" + path;
    return request().get(address).then();
  }

  public ValidatableResponse post(String path, String body) {
    return request().contentType(JSON_API).body(body).post("/api/v2" + path).then();
  }

  public ValidatableResponse post(String path) {
    return request().post("/api/v2" + path).then();
  }

  public ValidatableResponse patch(String path, String body) {
    return request().contentType(JSON_API).body(body).patch("/api/v2" + path).then();
  }

  public ValidatableResponse delete(String path) {
    return request().delete("/api/v2" + path).then();
  }

  /** Creates a resource. */
  public ValidatableResponse create(ResourceObject resource) {
    return post("/" + path(resource), resource.document());
  }

  /** Creates a resource, which must succeed, and gives its id. */
  public long created(ResourceObject resource) {
    return Json.of(create(resource).statusCode(201)).at("/data/id").longValue();
  }

  /** Creates resources in one request. */
  public ValidatableResponse createAll(List<ResourceObject> resources) {
    return post("/" + path(resources.get(0)), ResourceObject.bulk(resources));
  }

  /** Changes the resource that the object names by its id. */
  public ValidatableResponse change(ResourceObject resource) {
    return patch("/" + path(resource) + "/" + resource.id(), resource.document());
  }

  private static String path(ResourceObject resource) {
    return CATALOG.byName(resource.type()).path();
  }

  /**
   * Creates a sequence with these attributes, JSON members such as {@code "name":"A"}, and gives
   * its id.
   */
  public long createSequence(String attributes) {
    return post("/sequences", document(attributes))
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("data.id");
  }

  /** A request document for a sequence. */
  public static String document(String attributes) {
    return "{\"data\":{\"type\":\"sequence\",\"attributes\":{" + attributes + "}}}";
  }

  /** Changes attributes of a sequence. */
  public ValidatableResponse patchSequence(long id, String attributes) {
    return patch(
        "/sequences/" + id,
        "{\"data\":{\"type\":\"sequence\",\"id\":" + id + ",\"attributes\":{" + attributes + "}}}");
  }
}
