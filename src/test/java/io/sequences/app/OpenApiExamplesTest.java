package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.support.Api;
import io.sequences.support.OpenApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiExamplesTest {

  private static final String BODY = "/content/application~1vnd.api+json";

  /** Answers without a document. */
  private static final Set<String> BARE = Set.of("204", "431");

  private OpenApi api;

  @BeforeEach
  void fetch() {
    api = OpenApi.fetch();
  }

  @Test
  void everyAnswerAndEveryBodyHasOne() {
    for (JsonNode operation : api.operations()) {
      String name = operation.path("operationId").asText();
      OpenApi.each(
          operation.path("responses"),
          (status, response) -> {
            if (!BARE.contains(status)) {
              assertThat(values(api.resolve(response).at(BODY))).as(name + status).isNotEmpty();
            }
          });
      operation
          .at("/requestBody/content")
          .forEach(content -> assertThat(values(content)).as(name).isNotEmpty());
    }
  }

  @Test
  void everySchemaHasOne() {
    OpenApi.each(
        api.document().at("/components/schemas"),
        (name, schema) -> assertThat(schema.path("examples")).as(name).isNotEmpty());
  }

  @Test
  void everyParameterHasOneThatSwaggerUiDoesNotSendByItself() {
    for (JsonNode operation : api.operations()) {
      for (JsonNode reference : operation.path("parameters")) {
        JsonNode parameter = api.resolve(reference);
        assertThat(parameter.path("description").asText()).isNotBlank();
        assertThat(parameter.path("schema").path("examples")).isNotEmpty();
        assertThat(parameter.has("example") || parameter.has("examples")).isFalse();
        assertThat(parameter.path("schema").has("default")).isFalse();
      }
    }
  }

  @Test
  void everyErrorHasOneUnderItsStatus() {
    for (ErrorCode code : ErrorCode.values()) {
      List<JsonNode> shown =
          api.document().findParents("title").stream()
              .filter(error -> error.path("id").asText().equals(code.id()))
              .toList();
      assertThat(shown).as(code.id()).isNotEmpty();
      for (JsonNode error : shown) {
        assertThat(error.path("status").asText()).isEqualTo(Integer.toString(code.status()));
        assertThat(error.path("title").asText()).isEqualTo(code.title());
      }
    }
  }

  @Test
  void theirSchemasAllowThem() {
    List<String> faults = new ArrayList<>();
    for (JsonNode holder : api.document().findParents("schema")) {
      JsonNode schema = holder.path("schema");
      values(holder).forEach(example -> faults.addAll(api.faults(schema, example)));
      schema.path("examples").forEach(example -> faults.addAll(api.faults(schema, example)));
    }
    OpenApi.each(
        api.document().at("/components/schemas"),
        (name, schema) ->
            schema.path("examples").forEach(each -> faults.addAll(api.faults(schema, each))));
    assertThat(faults).isEmpty();
  }

  @Test
  void theValuesOfAttributesHaveTheFormOfTheWire() {
    for (ResourceType type : ResourceTypes.catalog().types()) {
      JsonNode described = api.schema(OpenApi.component(type) + "Attributes").path("properties");
      for (Attribute attribute : type.attributes().values()) {
        JsonNode example = described.path(attribute.name()).path("examples").path(0);
        assertThat(attribute.type().fromJson(example)).isNotNull();
        if ("date-time".equals(attribute.type().schema().get("format"))) {
          assertThat(example.asText()).matches("[-0-9]{10}T[:0-9]{8}\\.[0-9]{3}Z");
        }
      }
    }
  }

  @Test
  void theServiceTakesThemAndAnswersWhatIsDescribed() {
    Api ada = Api.of("described", "ada");
    JsonNode create = api.operation("post", "/sequences").path("requestBody").at(BODY);
    String least = create.at("/examples/least/value").toString();
    String created = ada.post("/sequences", least).statusCode(201).extract().asString();
    assertThat(api.faults("SequenceDocument", created)).isEmpty();
    String query = "?count=true&provideAuthorizationMeta=true&include=creator,ruleset";
    String page = ada.get("/sequences" + query).statusCode(200).extract().asString();
    assertThat(api.faults("SequenceCollection", page)).isEmpty();
    String refused = ada.get("/sequences?sort=nmae").statusCode(422).extract().asString();
    assertThat(api.faults("ErrorDocument", refused)).isEmpty();
    assertThat(api.faults("SequenceDocument", refused)).isNotEmpty();
  }

  @Test
  void theServiceRefusesACreateWithoutWhatItNeeds() {
    JsonNode required =
        api.schema("SequenceCreate").at("/properties/data/properties/attributes/required");
    assertThat(required).isNotEmpty();
    for (JsonNode name : required) {
      Api.of("described", "ada")
          .post("/sequences", Api.document(""))
          .statusCode(422)
          .body("errors.source.pointer", hasItem("/data/attributes/" + name.asText()));
    }
  }

  private static List<JsonNode> values(JsonNode holder) {
    List<JsonNode> values = new ArrayList<>();
    if (holder.has("example")) {
      values.add(holder.get("example"));
    }
    holder.path("examples").forEach(example -> values.add(example.path("value")));
    return values;
  }
}
