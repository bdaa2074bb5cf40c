package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.support.Api;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.Json;
import io.sequences.support.OpenApi;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The refusals that the OpenAPI document shows and that a single request can meet: the service
 * refuses it in the same words, numbers aside.
 */
@QuarkusTest
class ExecutedRefusalsTest {

  /** How one request of an operation meets the refusal that an example shows. */
  private interface Provocation {
    Response send(DescribedOperation operation, JsonNode shown);
  }

  /** In characters, even of those that bring several resources. */
  private static final int MORE_THAN_ANY_BODY = 12_000_000;

  private String organisation;
  private List<DescribedOperation> operations;
  private Estate estate;
  private LeastRequest least;

  @BeforeEach
  void settle(TestInfo test) {
    organisation = "shown-" + test.getTestMethod().orElseThrow().getName();
    operations = DescribedOperation.of(OpenApi.fetch());
    estate = new Estate(organisation, "ada", operations);
    least = new LeastRequest(estate);
  }

  @Test
  void ofCallers() {
    provoke(
        ErrorCode.UNAUTHENTICATED,
        (operation, shown) -> least.send(operation, Api.withToken("none").request()));
    provoke(
        ErrorCode.UNAUTHORIZED_OAUTH_SCOPE,
        (operation, shown) ->
            least.send(operation, Api.withScopes(organisation, "ada", "nothing.read").request()));
  }

  @Test
  void ofHeadersAndAddresses() {
    provoke(
        ErrorCode.NOT_ACCEPTABLE,
        (operation, shown) -> least.send(operation, least.request(operation).accept("image/png")));
    provoke(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        (operation, shown) ->
            operation.requestContent().isMissingNode()
                ? null
                : least
                    .request(operation)
                    .contentType("text/plain")
                    .body("{}")
                    .request(operation.method(), least.address(operation)));
    provoke(
        ErrorCode.PRECONDITION_FAILED,
        (operation, shown) ->
            least.send(operation, least.request(operation).header("If-Match", "\"4000000\"")));
    provoke(
        ErrorCode.URI_TOO_LONG,
        (operation, shown) ->
            least
                .request(operation)
                .request(operation.method(), least.address(operation) + "?" + "x".repeat(17_000)));
  }

  @Test
  void ofBodies() {
    provoke(
        ErrorCode.MALFORMED_REQUEST,
        (operation, shown) -> least.withText(operation, "{\n  \"data\": x}"));
    provoke(
        ErrorCode.PAYLOAD_TOO_LARGE,
        (operation, shown) -> least.withText(operation, " ".repeat(MORE_THAN_ANY_BODY)));
  }

  @Test
  void ofIdsAndTypes() {
    provoke(
        ErrorCode.RESOURCE_NOT_FOUND,
        (operation, shown) -> {
          String id = Estate.ofNothing(estate.identifier(operation));
          return least.send(
              least.request(operation),
              operation,
              operation.addressOf(id),
              LeastRequest.resource(operation, id));
        });
    provoke(
        ErrorCode.CONFLICT,
        (operation, shown) ->
            shown.has("source")
                ? least.withMember(operation, "type", TextNode.valueOf("nothing"))
                : null);
    provoke(
        ErrorCode.CLIENT_GENERATED_ID,
        (operation, shown) -> least.withMember(operation, "id", IntNode.valueOf(1)));
  }

  @Test
  void ofKeysThatCameBefore() {
    provoke(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        (operation, shown) -> {
          if (operation.pathParameter().isPresent()) {
            return null;
          }
          Map<String, String> relationships = operation.relationships();
          Response last = null;
          for (int i = 0; i < 2; i++) {
            last =
                least
                    .request(operation)
                    .header("Idempotency-Key", "shown")
                    .contentType(Api.JSON_API)
                    .body(estate.resource(operation, relationships.keySet()).document())
                    .request(operation.method(), operation.address());
          }
          return last;
        });
  }

  @Test
  void ofValues() {
    provoke(
        ErrorCode.VALIDATION_ERROR,
        (operation, shown) ->
            shown.at("/source/parameter").isTextual()
                ? least.send(
                    least.request(operation), operation, wronglyAsked(operation, shown), "")
                : least.withAttribute(operation, shown, Json.parse("[[]]")));
    provoke(
        ErrorCode.VALIDATION_DATA_TOO_LONG,
        (operation, shown) ->
            least.withAttribute(operation, shown, TextNode.valueOf("x".repeat(70_000))));
    provoke(
        ErrorCode.INVALID_DATETIME_FORMAT,
        (operation, shown) -> {
          String filter = shown.at("/source/parameter").asText() + "=2025-01-01..inf";
          String query = "?newFilterSyntax=true&" + filter;
          return least.send(least.request(operation), operation, operation.address() + query, "");
        });
  }

  private String wronglyAsked(DescribedOperation operation, JsonNode shown) {
    return least.address(operation) + "?" + shown.at("/source/parameter").asText() + "=blue";
  }

  private void provoke(ErrorCode code, Provocation provocation) {
    SoftAssertions softly = new SoftAssertions();
    int met = 0;
    for (DescribedOperation operation : operations) {
      JsonNode shown = operation.refusal(code.status(), code.id());
      Response response = shown.isMissingNode() ? null : provocation.send(operation, shown);
      if (response != null) {
        met++;
        String name = operation.id() + " " + code;
        softly.assertThat(response.statusCode()).as(name).isEqualTo(code.status());
        JsonNode errors = Json.parse(response.asString()).path("errors");
        softly.assertThat(errors).as(name).anySatisfy(error -> assertSame(shown, error));
      }
    }
    assertThat(met).as(code.id()).isPositive();
    softly.assertAll();
  }

  private static void assertSame(JsonNode shown, JsonNode error) {
    for (String member : List.of("id", "status", "title", "source")) {
      assertThat(error.path(member)).isEqualTo(shown.path(member));
    }
    assertThat(withoutNumbers(error)).isEqualTo(withoutNumbers(shown));
  }

  private static String withoutNumbers(JsonNode error) {
    return error.path("detail").asText().replaceAll("[0-9]+", "#");
  }
}
