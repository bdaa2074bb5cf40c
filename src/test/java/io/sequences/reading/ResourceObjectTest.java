package io.sequences.reading;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.elements;
import static io.sequences.support.Resources.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.catalog.Moment;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Api;
import io.sequences.support.Resources;
import io.sequences.support.Variety;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ResourceObjectTest {

  private final Api ada = Api.of("objects", "ada");

  @BeforeEach
  void fill() {
    Variety.fill("objects");
  }

  static Stream<ResourceType> types() {
    return EveryAttribute.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void membersStandInTheirOrderAndNoneIsMissing(ResourceType type) {
    JsonNode page = document(ada.get("/" + type.path() + "?page[size]=1000"));
    assertThat(page.fieldNames()).toIterable().containsExactly("data", "links", "meta");
    for (JsonNode resource : data(page)) {
      List<String> members = new ArrayList<>();
      members.addAll(List.of("type", "id", "attributes", "relationships", "links"));
      if (type.isVersioned()) {
        members.add("meta");
        assertThat(resource.get("meta").fieldNames()).toIterable().containsExactly("version");
      }
      assertThat(resource.fieldNames()).toIterable().containsExactlyElementsOf(members);
      assertThat(resource.get("type").textValue()).isEqualTo(type.name());
      assertThat(resource.get("id").isIntegralNumber()).isEqualTo(type.id().isColumn());
      assertThat(resource.get("attributes").fieldNames())
          .toIterable()
          .containsExactlyElementsOf(type.attributes().keySet());
      assertThat(resource.get("relationships").fieldNames())
          .toIterable()
          .containsExactlyElementsOf(type.relationships().keySet());
      assertThat(resource.get("links").get("self").textValue())
          .matches("http://localhost:\\d+/api/v2/" + type.path() + "/" + Resources.key(resource));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyMomentIsUtcWithThreeFractionDigits(ResourceType type) {
    List<String> moments =
        type.attributes().values().stream()
            .filter(attribute -> attribute.type() instanceof Moment)
            .map(attribute -> attribute.name())
            .toList();
    for (JsonNode resource : data(document(ada.get("/" + type.path() + "?page[size]=1000")))) {
      for (String moment : moments) {
        JsonNode value = resource.get("attributes").get(moment);
        if (!value.isNull()) {
          assertThat(value.textValue())
              .as(moment)
              .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void oneResourceIsTheSameAsInTheCollection(ResourceType type) {
    JsonNode listed = data(document(ada.get("/" + type.path() + "?page[size]=1"))).get(0);
    JsonNode alone = document(ada.get(listed.get("links").get("self").textValue()));
    assertThat(alone.fieldNames()).toIterable().containsExactly("data");
    assertThat(alone.get("data")).isEqualTo(listed);
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyRelationshipHasDataOrLinksAndLeadsToItsRows(ResourceType type) {
    List<JsonNode> all = data(document(ada.get("/" + type.path() + "?page[size]=1000")));
    for (Relationship relationship : type.relationships().values()) {
      int followed = 0;
      for (JsonNode resource : all) {
        JsonNode shown = resource.get("relationships").get(relationship.name());
        if (relationship instanceof Relationship.ToOne) {
          assertThat(shown.fieldNames()).toIterable().containsExactly("data");
          assertIdentifier(shown.get("data"), relationship.target());
        } else if (relationship instanceof Relationship.ToMany) {
          assertThat(shown.fieldNames()).toIterable().containsExactly("data", "links", "meta");
          assertThat(shown.get("meta").get("count").intValue()).isEqualTo(shown.get("data").size());
          elements(shown.get("data")).forEach(one -> assertIdentifier(one, relationship.target()));
          if (followed++ < 6) {
            assertThat(sorted(follow(shown)))
                .isEqualTo(sorted(Resources.ids(elements(shown.get("data")))));
          }
        } else {
          assertThat(shown.fieldNames()).toIterable().containsExactly("links");
          if (followed++ < 6) {
            assertLeadsBack(resource, (Relationship.Many) relationship, follow(shown));
          }
        }
      }
    }
  }

  private static void assertIdentifier(JsonNode identifier, String target) {
    if (!identifier.isNull()) {
      assertThat(identifier.fieldNames()).toIterable().containsExactly("type", "id");
      assertThat(identifier.get("type").textValue()).isEqualTo(target);
      assertThat(identifier.get("id").isIntegralNumber()).isTrue();
    }
  }

  private List<Long> follow(JsonNode relationship) {
    String link = relationship.get("links").get("related").textValue();
    assertThat(link).matches("http://localhost:\\d+/api/v2/\\w+\\?filter%5B\\w+%5D%5Bid%5D=\\d+");
    return Resources.ids(ada, link + "&page%5Bsize%5D=1000");
  }

  /** Exactly the rows of the target whose inverse names this resource. */
  private void assertLeadsBack(JsonNode resource, Relationship.Many many, List<Long> found) {
    ResourceType target =
        types().filter(type -> type.name().equals(many.target())).findFirst().orElseThrow();
    List<Long> expected =
        data(
                document(
                    ada.get(
                        "/%s?page[size]=1000&fields[%s]=%s"
                            .formatted(target.path(), target.name(), many.inverse()))))
            .stream()
            .filter(row -> target(row, many.inverse()) == id(resource))
            .map(Resources::id)
            .toList();
    assertThat(found).isEqualTo(expected);
  }

  /** The id that a to-one relationship names, 0 for none. */
  private static long target(JsonNode resource, String relationship) {
    return resource.at("/relationships/" + relationship + "/data/id").longValue();
  }

  private static List<Long> sorted(List<Long> ids) {
    return ids.stream().sorted().toList();
  }

  @Test
  void stepsAreLinkedInTheirOrder() {
    List<JsonNode> steps = data(document(ada.get("/sequenceSteps?page[size]=1000&sort=order")));
    for (JsonNode sequence : data(document(ada.get("/sequences?page[size]=1000")))) {
      assertThat(Resources.ids(elements(sequence.at("/relationships/sequenceSteps/data"))))
          .isEqualTo(
              steps.stream()
                  .filter(step -> target(step, "sequence") == id(sequence))
                  .map(Resources::id)
                  .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sequences?page[size]=1", "/mailings?page[size]=1"})
  void linksBeginWithTheAddressThatTheRequestWasSentTo(String path) {
    ada.request()
        .header("Host", "sequences.example.com:8443")
        .get("/api/v2" + path)
        .then()
        .statusCode(200)
        .body("links.next", startsWith("http://sequences.example.com:8443/api/v2/"))
        .body("data[0].links.self", startsWith("http://sequences.example.com:8443/api/v2/"));
  }

  private ValidatableResponse forwarded(String path) {
    return ada.request()
        .header("Forwarded", "for=1.2.3.4;host=evil.example;proto=https")
        .header("X-Forwarded-Host", "evil.example")
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Prefix", "/evil")
        .get("/api/v2" + path)
        .then();
  }

  @Test
  void forwardedHeadersAreNotBelieved() {
    forwarded("/sequences?page[size]=1")
        .statusCode(200)
        .body("links.first", startsWith("http://localhost:"));
    forwarded("/sequences/0")
        .statusCode(404)
        .body("errors[0].links.about", startsWith("http://localhost:"));
    forwarded("/nothing")
        .statusCode(404)
        .body("errors[0].links.about", startsWith("http://localhost:"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void whatIsNotThereIsNotFound(ResourceType type) {
    for (String id : new String[] {"0", "999999999", "x", "-1", "1.0", "99999999999999999999"}) {
      ada.get("/" + type.path() + "/" + id)
          .statusCode(404)
          .contentType(equalTo(Api.JSON_API))
          .body("errors.id", contains("resourceNotFound"))
          .body("errors.status", contains("404"))
          .body("errors.detail", contains("There is no such " + type.name() + "."));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void theRowsOfOthersAreNotFoundInTheSameWords(ResourceType type) {
    JsonNode page = document(ada.get("/" + type.path() + "?page[size]=1"));
    String id = Resources.key(data(page).get(0));
    Api.of("objects of others", "eve")
        .get("/" + type.path() + "/" + id)
        .statusCode(404)
        .body("errors.detail", contains("There is no such " + type.name() + "."));
  }
}
