package io.sequences.reading;

import static io.sequences.support.Resources.compare;
import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.keys;
import static io.sequences.support.Resources.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.ValueType;
import io.sequences.jsonapi.Parameter;
import io.sequences.support.Api;
import io.sequences.support.Resources;
import io.sequences.support.Variety;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both grammars on every attribute, against what the client finds in the unfiltered answer. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterGrammarTest {

  /** A longer text would make the request line too long. */
  private static final int LONGEST = 1_000;

  private final Api ada = Api.of("filtering", "ada");
  private final Map<String, List<JsonNode>> unfiltered = new ConcurrentHashMap<>();

  @BeforeEach
  void fill() {
    Variety.fill("filtering");
  }

  @ParameterizedTest
  @MethodSource("io.sequences.reading.EveryAttribute#ofEveryType")
  void absenceAndPresence(String path, String attribute) {
    expect(path, filter(attribute, "__null__"), r -> value(r, attribute) == null);
    expect(path, filter(attribute, "__notnull__"), r -> value(r, attribute) != null);
    String neq = "newFilterSyntax=true&filter[" + attribute + "][neq]=";
    expect(path, neq + "__null__", r -> value(r, attribute) != null);
    expect(path, neq + "__notnull__", r -> value(r, attribute) == null);
  }

  @ParameterizedTest
  @MethodSource("io.sequences.reading.EveryAttribute#ofEveryType")
  void equalityAndAnyOfInTheDefaultGrammar(String path, String attribute) {
    List<String> values = someValues(path, attribute).filter(v -> !v.contains(",")).toList();
    for (String text : values) {
      expect(path, filter(attribute, text), r -> has(r, attribute, text));
    }
    expect(
        path,
        filter(attribute, String.join(",", values)),
        r -> values.stream().anyMatch(text -> has(r, attribute, text)));
  }

  @ParameterizedTest
  @MethodSource("io.sequences.reading.EveryAttribute#ofEveryType")
  void equalityAnyOfAndInequalityInTheNewGrammar(String path, String attribute) {
    List<String> values = someValues(path, attribute).toList();
    StringBuilder anyOf = new StringBuilder("newFilterSyntax=true");
    for (String text : values) {
      String is = "newFilterSyntax=true&" + filter(attribute, text);
      expect(path, is, r -> has(r, attribute, text));
      expect(path, is.replace("]=", "][neq]="), r -> !has(r, attribute, text));
      anyOf.append('&').append(filter(attribute, text).replace("]=", "][]="));
    }
    expect(path, anyOf.toString(), r -> values.stream().anyMatch(text -> has(r, attribute, text)));
  }

  static Stream<Arguments> withRanges() {
    return EveryAttribute.ofEveryType().filter(row -> type(row.get()).hasRanges());
  }

  @ParameterizedTest
  @MethodSource("withRanges")
  void rangesWithBothEndsOrOneInTheDefaultGrammar(String path, String attribute) {
    List<JsonNode> values = sortedValues(path, attribute);
    JsonNode low = values.get(values.size() / 3);
    JsonNode high = values.get(values.size() * 2 / 3);
    Predicate<JsonNode> from = r -> order(r, attribute, low, order -> order >= 0);
    Predicate<JsonNode> to = r -> order(r, attribute, high, order -> order <= 0);
    expect(path, filter(attribute, low.asText() + "..inf"), from);
    expect(path, filter(attribute, "neginf.." + high.asText()), to);
    expect(path, filter(attribute, low.asText() + ".." + high.asText()), from.and(to));
    if (compare(low, high) < 0) {
      expect(path, filter(attribute, high.asText() + ".." + low.asText()), r -> false);
    }
    expect(path, filter(attribute, "neginf..inf"), r -> value(r, attribute) != null);
    JsonNode least = values.get(0);
    expect(
        path,
        filter(attribute, least.asText() + "," + high.asText() + "..inf"),
        r ->
            order(r, attribute, least, order -> order == 0)
                || order(r, attribute, high, order -> order >= 0));
  }

  static Stream<Arguments> ordered() {
    return EveryAttribute.ofEveryType().filter(row -> type(row.get()).isOrdered());
  }

  @ParameterizedTest
  @MethodSource("ordered")
  void comparisonsInTheNewGrammar(String path, String attribute) {
    List<JsonNode> values = sortedValues(path, attribute);
    JsonNode bound = values.get(values.size() / 2);
    Map<String, Predicate<Integer>> operators =
        Map.of("gte", o -> o >= 0, "gt", o -> o > 0, "lte", o -> o <= 0, "lt", o -> o < 0);
    operators.forEach(
        (operator, holds) ->
            expect(
                path,
                "newFilterSyntax=true&"
                    + filter(attribute, bound.asText()).replace("]=", "][" + operator + "]="),
                r -> order(r, attribute, bound, holds)));
  }

  private void expect(String path, String query, Predicate<JsonNode> matches) {
    String type = EveryAttribute.type(path).name();
    String address = "/" + path + "?page[size]=1000&fields[" + type + "]=&" + query;
    List<JsonNode> expected =
        all(path).stream().filter(matches).filter(r -> isAskedFor(path, query, r)).toList();
    assertThat(keys(data(document(ada.get(address))))).as(address).isEqualTo(keys(expected));
  }

  private List<JsonNode> all(String path) {
    return unfiltered.computeIfAbsent(
        path,
        p -> {
          StringBuilder address = new StringBuilder("/" + p + "?page[size]=1000");
          EveryAttribute.type(p)
              .unlessFiltered()
              .keySet()
              .forEach(attribute -> address.append('&').append(filter(attribute, "__notnull__")));
          return data(document(ada.get(address.toString())));
        });
  }

  /** Whether the resource is in the collection, as the type narrows it, or the filter is wider. */
  private static boolean isAskedFor(String path, String query, JsonNode resource) {
    return query.contains("filter[id]")
        || EveryAttribute.type(path).unlessFiltered().entrySet().stream()
            .allMatch(
                narrowed ->
                    query.contains("filter[" + narrowed.getKey() + "]")
                        || has(resource, narrowed.getKey(), narrowed.getValue()));
  }

  private static String filter(String attribute, String text) {
    return "filter[" + attribute + "]=" + Parameter.encode(text);
  }

  /** A low and the highest of the values that occur; of lists, of their elements. */
  private Stream<String> someValues(String path, String attribute) {
    List<JsonNode> values =
        all(path).stream()
            .map(r -> value(r, attribute))
            .filter(v -> v != null && v.asText().length() < LONGEST)
            .flatMap(v -> v.isArray() ? Resources.elements(v).stream() : Stream.of(v))
            .sorted(Resources::compare)
            .distinct()
            .toList();
    assertThat(values).as(path + " " + attribute).isNotEmpty();
    return Stream.of(values.size() / 3, values.size() - 1)
        .distinct()
        .map(i -> values.get(i).asText());
  }

  private List<JsonNode> sortedValues(String path, String attribute) {
    return all(path).stream()
        .map(r -> value(r, attribute))
        .filter(v -> v != null)
        .sorted(Resources::compare)
        .toList();
  }

  private static boolean has(JsonNode resource, String attribute, String text) {
    JsonNode value = value(resource, attribute);
    return value != null
        && (value.isArray()
            ? Resources.elements(value).stream().anyMatch(e -> e.asText().equals(text))
            : value.asText().equals(text));
  }

  private static boolean order(
      JsonNode resource, String attribute, JsonNode bound, Predicate<Integer> holds) {
    JsonNode value = value(resource, attribute);
    return value != null && holds.test(compare(value, bound));
  }

  private static ValueType<?> type(Object[] row) {
    return EveryAttribute.attribute((String) row[0], (String) row[1]).type();
  }
}
