package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.openapiparser.OpenApiParser;
import io.openapiparser.OpenApiResult;
import io.openapiparser.ValidationErrorTextBuilder;
import io.openapiprocessor.jsonschema.schema.DocumentLoader;
import io.openapiprocessor.jsonschema.schema.DocumentStore;
import io.openapiprocessor.jsonschema.schema.SchemaStore;
import io.openapiprocessor.jsonschema.validator.Validator;
import io.openapiprocessor.jsonschema.validator.ValidatorSettings;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.OpenApi;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tools that others wrote find wrong with the OpenAPI document: nothing. */
@QuarkusTest
class OpenApiLintersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private ObjectNode document;

  @BeforeEach
  void fetch() {
    document = (ObjectNode) OpenApi.fetch().document();
  }

  @Test
  void theSwaggerParserHasNothingToSay() {
    assertThat(bySwagger(document)).isEmpty();
  }

  @Test
  void theSchemaOfOpenApiAllowsIt() {
    assertThat(bySchema(document)).isEmpty();
  }

  /** Neither of them looks into schemas, which are JSON Schema in their own right. */
  @Test
  void itsSchemasAreSchemas() {
    List<String> faults = new ArrayList<>();
    document.findValues("schema").forEach(schema -> faults.addAll(OpenApi.faultsOfSchema(schema)));
    document
        .at("/components/schemas")
        .forEach(schema -> faults.addAll(OpenApi.faultsOfSchema(schema)));
    assertThat(faults).isEmpty();
    ObjectNode strange = JSON.createObjectNode().put("type", "strange");
    assertThat(OpenApi.faultsOfSchema(strange)).isNotEmpty();
  }

  @Test
  void bothNoticeAFault() {
    ((ObjectNode) document.at("/paths/~1sequences/get/responses/200")).remove("description");
    document.withObject("/info").remove("version");
    assertThat(bySwagger(document)).isNotEmpty();
    assertThat(bySchema(document)).isNotEmpty();
  }

  private static List<String> bySwagger(ObjectNode document) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(document.toString(), null, options);
    assertThat(result.getOpenAPI()).isNotNull();
    return result.getMessages();
  }

  private static List<String> bySchema(ObjectNode document) {
    DocumentLoader loader =
        new DocumentLoader(OpenApiLintersTest::refuse, OpenApiLintersTest::yaml);
    SchemaStore schemas = new SchemaStore(loader);
    schemas.registerDraft202012();
    OpenApiResult result =
        new OpenApiParser(new DocumentStore(), loader)
            .parse(
                URI.create("https://sequences.example.com/openapi.json"),
                JSON.convertValue(document, new TypeReference<Map<String, Object>>() {}));
    result.validate(new Validator(new ValidatorSettings()), schemas);
    ValidationErrorTextBuilder text = new ValidationErrorTextBuilder();
    return result.getValidationErrors().stream().map(text::getText).toList();
  }

  /** The schemas are in the library: whatever leads elsewhere fails. */
  private static InputStream refuse(URI address) {
    throw new AssertionError("The document leads to " + address);
  }

  private static Object yaml(String schema) {
    try {
      return YAML.readValue(schema, Object.class);
    } catch (JsonProcessingException noYaml) {
      throw new IllegalStateException(noYaml);
    }
  }
}
