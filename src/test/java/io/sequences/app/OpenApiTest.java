package io.sequences.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Operation;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.support.OpenApi;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

  private static final Catalog CATALOG = ResourceTypes.catalog();

  /** The collections that live below a path of their own. */
  private static final Set<String> APPLICATIONS = Set.of("apps", "installs");

  private OpenApi api;

  @BeforeEach
  void fetch() {
    api = OpenApi.fetch();
  }

  @Test
  void isVersion31AndNamesWhereTheApiLives() {
    assertThat(api.document().path("openapi").asText()).startsWith("3.1.");
    assertThat(api.document().at("/servers/0/url").asText()).isEqualTo("/api/v2");
  }

  @Test
  void leadsToTheCatalogueOfErrorsFromEveryId() {
    assertThat(api.document().at("/externalDocs/url").asText()).isEqualTo("/api/errors");
    String introduction = api.document().at("/info/description").asText();
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(introduction).contains("[`%1$s`](/api/errors#%1$s)".formatted(code.id()));
    }
    JsonNode error = api.schema("Error");
    assertThat(error.path("required").toString()).contains("\"links\"");
    assertThat(error.at("/properties/links/required/0").asText()).isEqualTo("about");
  }

  @Test
  void isServedAsYamlToo() {
    String yaml = given().get("/q/openapi").then().statusCode(200).extract().asString();
    assertThat(yaml).contains("openapi: 3.1").contains("/sequences/{id}/actions/activate:");
  }

  @Test
  void describesEveryAttributeByItsTypeAndBounds() {
    for (ResourceType type : CATALOG.types()) {
      JsonNode described = api.schema(OpenApi.component(type) + "Attributes").path("properties");
      assertThat(OpenApi.names(described)).isEqualTo(type.attributes().keySet());
      for (Attribute attribute : type.attributes().values()) {
        JsonNode schema = described.path(attribute.name());
        assertThat(types(schema)).as(attribute.name()).isEqualTo(expectedTypes(attribute));
        assertThat(schema.path("readOnly").asBoolean()).isNotEqualTo(attribute.writable());
        assertThat(schema.path("description").asText()).isEqualTo(attribute.description());
        assertThat(OpenApi.names(schema)).containsAll(attribute.type().schema().keySet());
      }
    }
  }

  @Test
  void describesEveryRelationship() {
    for (ResourceType type : CATALOG.types()) {
      JsonNode described = api.schema(OpenApi.component(type) + "Relationships").path("properties");
      assertThat(OpenApi.names(described)).isEqualTo(type.relationships().keySet());
    }
  }

  @Test
  void hasEveryRouteOfTheServiceAndNoOther() {
    Set<String> routes = new TreeSet<>();
    for (ResourceType type : CATALOG.types()) {
      routes.add("get /" + type.path());
      routes.add("get /" + type.path() + "/{id}");
      for (Operation operation : type.operations()) {
        routes.add(
            switch (operation) {
              case CREATE, CREATE_MANY -> "post /" + type.path();
              case UPDATE -> "patch /" + type.path() + "/{id}";
              case DELETE -> "delete /" + type.path() + "/{id}";
            });
      }
      for (String action : type.actions().keySet()) {
        routes.add("post /" + type.path() + "/{id}/actions/" + action);
      }
    }
    routes.add("post /mailingEvents");
    Set<String> described = new TreeSet<>();
    OpenApi.each(
        api.document().path("paths"),
        (path, item) -> {
          if (!APPLICATIONS.contains(path.split("/", -1)[1])) {
            OpenApi.names(item).forEach(verb -> described.add(verb + " " + path));
          }
        });
    assertThat(described).isEqualTo(routes);
  }

  @Test
  void offersBothKindsOfTokensOnEveryOperationOfTheCatalogue() {
    List<JsonNode> operations =
        api.operations().stream()
            .filter(operation -> !APPLICATIONS.contains(operation.at("/tags/0").asText()))
            .toList();
    assertThat(operations).isNotEmpty();
    for (JsonNode operation : operations) {
      assertThat(operation.path("security")).hasSize(2);
      assertThat(operation.path("security").findValues("bearerAuth")).hasSize(1);
      assertThat(operation.path("security").findValues("s2sAuthToken")).hasSize(1);
    }
    for (String scheme : List.of("bearerAuth", "s2sAuthToken", "ownToken")) {
      JsonNode described = api.document().at("/components/securitySchemes/" + scheme);
      assertThat(described.path("type").asText()).isEqualTo("http");
      assertThat(described.path("scheme").asText()).isEqualTo("bearer");
    }
  }

  @Test
  void namesEveryOperationOnceAndTellsItsScope() {
    assertThat(api.document().path("paths").findValuesAsText("operationId"))
        .doesNotHaveDuplicates();
    assertThat(api.operation("get", "/sequences").path("description").asText())
        .contains("`sequences.read`");
    assertThat(api.operation("delete", "/sequences/{id}").path("description").asText())
        .contains("`sequences.delete`");
  }

  @Test
  void hasAFilterForEverythingThatCanBeFilteredBy() {
    for (ResourceType type : CATALOG.types()) {
      Set<String> filters = new TreeSet<>(Set.of("filter[id]"));
      type.attributes().keySet().forEach(name -> filters.add("filter[" + name + "]"));
      for (Relationship relationship : type.relationships().values()) {
        String filter = "filter[" + relationship.name() + "]";
        relationship.filterPaths().forEach(path -> filters.add(filter + "[" + path + "]"));
      }
      Set<String> described = parameters("get", "/" + type.path());
      described.removeIf(name -> !name.startsWith("filter["));
      assertThat(described).isEqualTo(filters);
    }
  }

  @Test
  void hasTheParametersOfPagesAndDocuments() {
    assertThat(parameters("get", "/sequences"))
        .contains("sort", "page[size]", "page[after]", "page[before]", "page[limit]")
        .contains("page[offset]", "include", "fields[sequence]", "fields[user]", "count")
        .contains("newFilterSyntax", "provideAuthorizationMeta");
    assertThat(parameters("get", "/sequences/{id}"))
        .contains("id", "include", "fields[sequence]", "provideAuthorizationMeta")
        .doesNotContain("sort", "count");
  }

  @Test
  void describesIdsThatAreNoNumbersAndWhatACollectionIsNarrowedTo() {
    JsonNode answered = api.schema("SequenceDailyStat").at("/properties/id");
    JsonNode inPath = parameter("/sequenceDailyStats/{id}", "id").path("schema");
    for (JsonNode id : List.of(answered, inPath)) {
      assertThat(id.path("type").asText()).isEqualTo("string");
      assertThat(id.at("/examples/0").asText()).matches(id.path("pattern").asText());
      for (String each : List.of("18-2026-03-01", "18-2026-W09", "18-2026-03")) {
        assertThat(each).matches(id.path("pattern").asText());
      }
    }
    assertThat(parameter("/sequenceDailyStats", "filter[grain]").path("description").asText())
        .contains("`day` unless");
    assertThat(api.operation("get", "/sequenceDailyStats").path("description").asText())
        .contains("`sequences.read`", "`sequences.all`");
  }

  private JsonNode parameter(String path, String name) {
    for (JsonNode parameter : api.operation("get", path).path("parameters")) {
      if (api.resolve(parameter).path("name").asText().equals(name)) {
        return api.resolve(parameter);
      }
    }
    throw new AssertionError(path + " has no parameter " + name);
  }

  @Test
  void hasOnlyReferencesThatResolve() {
    List<JsonNode> references = api.document().findValues("$ref");
    assertThat(references).isNotEmpty();
    for (JsonNode reference : references) {
      assertThat(reference.asText()).startsWith("#/");
      JsonNode target = api.document().at(reference.asText().substring(1));
      assertThat(target.isMissingNode()).as(reference.asText()).isFalse();
    }
  }

  @Test
  void isWhatSwaggerUiReads() {
    String page = given().get("/q/swagger-ui/").then().statusCode(200).extract().asString();
    assertThat(page).contains("/q/openapi");
  }

  private Set<String> parameters(String method, String path) {
    Set<String> names = new TreeSet<>();
    api.operation(method, path)
        .path("parameters")
        .forEach(parameter -> names.add(api.resolve(parameter).path("name").asText()));
    return names;
  }

  private static Set<String> expectedTypes(Attribute attribute) {
    Set<String> types = new TreeSet<>(Set.of((String) attribute.type().schema().get("type")));
    if (attribute.nullable()) {
      types.add("null");
    }
    return types;
  }

  private static Set<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    Set<String> types = new TreeSet<>();
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(each -> types.add(each.asText()));
    return types;
  }
}
