package io.sequences.support;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.restassured.specification.RequestSpecification;
import io.sequences.catalog.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The OpenAPI document as the running service serves it. */
public final class OpenApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** The schema of schemas. */
  private static final Schema META =
      SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

  private final JsonNode document;

  private OpenApi(JsonNode document) {
    this.document = document;
  }

  /** Asks the service for it. */
  public static OpenApi fetch() {
    return fetch(given());
  }

  /** Asks the service for it by a request of one's own. */
  static OpenApi fetch(RequestSpecification request) {
    String text = request.get("/q/openapi?format=json").then().statusCode(200).extract().asString();
    return new OpenApi(json(text));
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(notJson);
    }
  }

  public JsonNode document() {
    return document;
  }

  /** What stands behind a reference, or the node itself when it is none. */
  public JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** The component schema of this name. */
  public JsonNode schema(String name) {
    return document.at("/components/schemas/" + name);
  }

  /** The operation of a method and a path below the base path. */
  public JsonNode operation(String method, String path) {
    return document.path("paths").path(path).path(method);
  }

  /** Every operation of the document. */
  public List<JsonNode> operations() {
    return document.path("paths").findParents("operationId");
  }

  /** What is wrong with a value, in the words of the validator; nothing if it is valid. */
  public List<String> faults(JsonNode schema, JsonNode value) {
    // References lead into the components, so these come along.
    ObjectNode root = JSON.createObjectNode();
    root.putArray("allOf").add(schema);
    root.set("components", document.get("components"));
    return SCHEMAS.getSchema(root).validate(value).stream().map(Object::toString).toList();
  }

  /** What is wrong with a schema as such. */
  public static List<String> faultsOfSchema(JsonNode schema) {
    return META.validate(schema).stream().map(Object::toString).toList();
  }

  /** What is wrong with an answer that is to be as a component schema says. */
  public List<String> faults(String component, String answer) {
    return faults(schema(component), json(answer));
  }

  /** How the components of a resource type begin. */
  public static String component(ResourceType type) {
    return type.name().substring(0, 1).toUpperCase(Locale.ROOT) + type.name().substring(1);
  }

  /** The names of an object's members. */
  public static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Visits the members of an object. */
  public static void each(JsonNode object, BiConsumer<String, JsonNode> visitor) {
    object.properties().forEach(member -> visitor.accept(member.getKey(), member.getValue()));
  }
}
