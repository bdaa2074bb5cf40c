package io.sequences.reading;

import static io.sequences.support.Resources.by;
import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.pages;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Resources;
import io.sequences.support.Variety;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SortOrderTest {

  private final Api ada = Api.of("sorting", "ada");

  @BeforeEach
  void fill() {
    Variety.fill("sorting");
  }

  @ParameterizedTest
  @MethodSource("io.sequences.reading.EveryAttribute#ofEveryType")
  void everyAttributeSortsBothWaysNullsLastThenById(String path, String attribute) {
    String fields = attribute.equals("id") ? "" : attribute;
    for (boolean descending : new boolean[] {false, true}) {
      String query =
          "/%s?fields[%s]=%s&sort=%s%s"
              .formatted(
                  path, EveryAttribute.type(path).name(), fields, descending ? "-" : "", attribute);
      JsonNode whole = document(ada.get(query + "&page[size]=1000"));
      List<String> expected = order(data(whole), by(attribute, descending));
      assertThat(Resources.keys(data(whole))).as(query).isEqualTo(expected);
      List<JsonNode> forwards = pages(ada, query + "&page[size]=19", "next");
      assertThat(ids(forwards)).as("forwards, " + query).isEqualTo(expected);
      assertThat(ids(backFrom(forwards.get(forwards.size() - 1))))
          .as("backwards, " + query)
          .isEqualTo(expected);
    }
  }

  /** The pages up to this last one, found by following prev. */
  private List<JsonNode> backFrom(JsonNode last) {
    List<JsonNode> pages = new ArrayList<>(List.of(last));
    String prev = last.get("links").path("prev").textValue();
    if (prev != null) {
      pages.addAll(pages(ada, prev, "prev"));
    }
    Collections.reverse(pages);
    return pages;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "salesMotion,-openCount",
        "-throttleCapacity,throttleMaxAddsPerDay,-name",
        "tags,-description,enabledAt,-automationPercentage",
        "-enabled,lockedAt,-id",
        "name,description,salesMotion,enabledAt,lockedAt,throttleCapacity,openCount,tags,locked,-id"
      })
  void severalKeysWeighInTheirOrder(String sort) {
    JsonNode all = document(ada.get("/sequences?page[size]=1000&sort=" + sort));
    Comparator<JsonNode> order =
        Stream.of(sort.split(",", -1))
            .map(key -> by(key.replaceFirst("^-", ""), key.startsWith("-")))
            .reduce(Comparator::thenComparing)
            .orElseThrow();
    List<String> expected = order(data(all), order);
    assertThat(Resources.keys(data(all))).isEqualTo(expected);
    assertThat(ids(pages(ada, "/sequences?page[size]=4&sort=" + sort, "next"))).isEqualTo(expected);
  }

  @Test
  void withoutASortTheOrderIsThatOfIds() {
    List<Long> ids = Resources.ids(ada, "/mailings?page[size]=1000");
    assertThat(ids).hasSizeGreaterThan(50).isSorted();
  }

  private static List<String> order(List<JsonNode> resources, Comparator<JsonNode> order) {
    return Resources.keys(
        resources.stream().sorted(order.thenComparing(Resources.byId())).toList());
  }

  private static List<String> ids(List<JsonNode> pages) {
    return pages.stream().flatMap(page -> Resources.keys(data(page)).stream()).toList();
  }
}
