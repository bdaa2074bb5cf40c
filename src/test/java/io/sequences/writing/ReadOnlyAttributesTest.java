package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Checksums;
import io.sequences.support.Db;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.Json;
import io.sequences.support.OpenApi;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What a client reads and may not write, it cannot write: every attribute that the service shows of
 * a type, and none of its own columns, by every operation of the OpenAPI document that takes a
 * resource.
 */
@QuarkusTest
class ReadOnlyAttributesTest {

  private static final String HERE = "read-only-attributes";

  /** What rows have besides, under the names that somebody would try. */
  private static final Set<String> NEVER_SHOWN =
      Set.of("id", "type", "orgId", "organization", "externalId", "version", "deletedAt");

  private List<DescribedOperation> operations;

  @Test
  void eachIsRefusedByItsNameAndNothingIsStored() {
    operations = DescribedOperation.of(OpenApi.fetch());
    Estate estate = new Estate(HERE, "ada", operations);
    Map<String, String> before = Checksums.of(Db.org(HERE));
    int tried = 0;
    for (DescribedOperation operation : operations) {
      if (!operation.type().isEmpty()) {
        tried += tryAll(estate, operation);
      }
    }
    assertThat(Checksums.of(Db.org(HERE))).isEqualTo(before);
    // Two for each of the 28 figures and moments of a sequence alone.
    assertThat(tried).isGreaterThan(200);
  }

  private int tryAll(Estate estate, DescribedOperation operation) {
    JsonNode shown = shown(estate, operation);
    Set<String> readOnly = new TreeSet<>(NEVER_SHOWN);
    readOnly.addAll(OpenApi.names(shown));
    readOnly.removeAll(
        OpenApi.names(operation.resourceSchema().at("/properties/attributes/properties")));
    for (String attribute : readOnly) {
      refuses(estate, operation, attribute, shown.path(attribute));
      refuses(estate, operation, attribute, other(shown.path(attribute)));
    }
    return readOnly.size() * 2;
  }

  /** The attributes of the estate's resource of the type that the operation writes. */
  private JsonNode shown(Estate estate, DescribedOperation operation) {
    DescribedOperation list =
        operations.stream()
            .filter(each -> each.lists() && each.collection().equals(operation.collection()))
            .findFirst()
            .orElseThrow();
    JsonNode all = Json.of(estate.owner.request().get(list.address()).then().statusCode(200));
    for (JsonNode resource : all.path("data")) {
      if (resource.path("id").asText().equals(estate.of(operation.type()))) {
        return resource.path("attributes");
      }
    }
    throw new AssertionError("No " + operation.type() + " in " + all);
  }

  /** A value that the attribute does not have, and a writable one like it could. */
  private static Object other(JsonNode value) {
    if (value.isBoolean()) {
      return !value.booleanValue();
    }
    return value.isNumber() ? value.intValue() + 1 : "2031-01-01T00:00:00.000Z";
  }

  private static void refuses(
      Estate estate, DescribedOperation operation, String attribute, Object value) {
    boolean creates = operation.method().equals("POST");
    ResourceObject resource =
        creates
            ? estate.resource(operation, Set.copyOf(operation.requiredRelationships()))
            : ResourceObject.of(operation.type()).id(Long.parseLong(estate.identifier(operation)));
    resource.with(attribute, value);
    String address =
        creates ? operation.address() : operation.addressOf(estate.identifier(operation));
    ValidatableResponse answer =
        estate
            .owner
            .request()
            .contentType(Api.JSON_API)
            .body(resource.document())
            .request(operation.method(), address)
            .then();
    Refusal.of(answer, 422);
    // What else is wrong, such as a prospect who is in the sequence already, may be told with it.
    assertThat(Json.of(answer).path("errors"))
        .extracting(error -> error.path("source").path("pointer").asText())
        .contains("/data/attributes/" + attribute);
  }
}
