package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.app.ResourceTypes;
import io.sequences.catalog.Attribute;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each attribute of a sequence takes and refuses, on create and update alike. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SequenceAttributesTest {

  private static final String EMOJI = "😀";

  /** Values in order, as JSON: the bounds of each attribute among them. */
  static final Map<String, List<String>> TAKEN = new LinkedHashMap<>();

  /** Values that are refused as {@code validationError}, as JSON. */
  static final Map<String, List<String>> REFUSED = new LinkedHashMap<>();

  private static final List<String> POSITIVE =
      List.of(
          "maxActivations",
          "primaryReplyPauseDuration",
          "secondaryReplyPauseDuration",
          "throttleCapacity",
          "throttleMaxAddsPerDay");

  private static final Set<String> NULLABLE =
      Set.of(
          "description",
          "salesMotion",
          "primaryReplyPauseDuration",
          "secondaryReplyPauseDuration",
          "throttleCapacity",
          "throttleMaxAddsPerDay");

  static {
    TAKEN.put("name", texts("x", EMOJI.repeat(255), " padded ", "\u00e9", "'; drop table x; --"));
    REFUSED.put("name", List.of("\"\"", "\" \\t\\n\"", "7", "true", "[\"a\"]", "{}"));
    TAKEN.put("description", texts("", EMOJI.repeat(1024), "two\nlines"));
    REFUSED.put("description", List.of("7", "false", "[]", "{\"a\":1}"));
    List<String> most = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      most.add(Json.quote(EMOJI.repeat(253) + "%02d".formatted(i)));
    }
    TAKEN.put(
        "tags", List.of("[]", "[\"b\",\"a\",\"A\",\"a,b\",\"{}\",\"\\\"\"]", most.toString()));
    String tooMany = "[" + String.join(",", most) + ",\"x\"]";
    REFUSED.put(
        "tags", List.of("\"a\"", "{}", "[1]", "[null]", "[[\"a\"]]", "[\"\"]", "7", tooMany));
    words("shareType", "private", "read_only", "shared");
    words("sequenceType", "date", "interval");
    words("scheduleIntervalType", "calendar", "schedule");
    words("salesMotion", "outbound", "inbound", "follow-up", "nurture", "other");
    words("primaryReplyAction", "finish", "continue");
    words("secondaryReplyAction", "finish", "continue");
    for (String positive : POSITIVE) {
      TAKEN.put(positive, List.of("1", "2147483647"));
      REFUSED.put(
          positive,
          List.of(
              "0",
              "-1",
              "2147483648",
              "9223372036854775808",
              "-9223372036854775809",
              "1" + "0".repeat(90),
              "\"7\"",
              "7.5",
              "7.0",
              "1e2",
              "1e400",
              "true",
              "[]",
              "{}"));
    }
    for (String flag : List.of("finishOnReply", "throttlePaused", "transactional")) {
      TAKEN.put(flag, List.of("true", "false"));
      REFUSED.put(flag, List.of("\"true\"", "\"\"", "0", "1", "[]", "{}"));
    }
  }

  private final Api ada = Api.of("attributes", "ada");
  private long sequence;

  private static List<String> texts(String... texts) {
    return Arrays.stream(texts).map(Json::quote).toList();
  }

  private static void words(String attribute, String... words) {
    TAKEN.put(attribute, texts(words));
    REFUSED.put(
        attribute,
        List.of(
            "\"" + words[0] + " \"",
            "\"" + words[0].toUpperCase(Locale.ROOT) + "\"",
            "\"\"",
            "1",
            "[]"));
  }

  private static Stream<Arguments> cells(Map<String, List<String>> table) {
    return table.entrySet().stream()
        .flatMap(row -> row.getValue().stream().map(value -> Arguments.of(row.getKey(), value)));
  }

  static Stream<Arguments> taken() {
    return cells(TAKEN);
  }

  static Stream<Arguments> refused() {
    return cells(REFUSED);
  }

  static Stream<Attribute> attributes() {
    return ResourceTypes.catalog().byName("sequence").attributes().values().stream();
  }

  private long sequence() {
    if (sequence == 0) {
      sequence = ada.createSequence("\"name\":\"x\"");
    }
    return sequence;
  }

  /** The member, beside the name that a create needs. */
  private static String named(String attribute, String json) {
    return (attribute.equals("name") ? "" : "\"name\":\"x\",") + "\"" + attribute + "\":" + json;
  }

  @Test
  void theTableNamesEveryWritableAttribute() {
    Set<String> writable =
        attributes().filter(Attribute::writable).map(Attribute::name).collect(Collectors.toSet());
    assertThat(TAKEN.keySet()).isEqualTo(writable);
    assertThat(REFUSED.keySet()).isEqualTo(writable);
    assertThat(writable).hasSize(17);
  }

  @ParameterizedTest
  @MethodSource("taken")
  void takesTheValueAsItIs(String attribute, String json) {
    JsonNode value = Json.parse(json);
    ValidatableResponse created = ada.post("/sequences", Api.document(named(attribute, json)));
    assertThat(Json.attributes(created.statusCode(201)).path(attribute)).isEqualTo(value);
    ada.patchSequence(sequence(), "\"" + attribute + "\":" + json).statusCode(200);
    assertThat(Json.attributes(ada.get("/sequences/" + sequence())).path(attribute))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesTheValue(String attribute, String json) {
    String pointer = "/data/attributes/" + attribute;
    Refusal.of(ada.post("/sequences", Api.document(named(attribute, json))), 422)
        .is("validationError")
        .at(pointer);
    JsonNode before = Json.of(ada.get("/sequences/" + sequence()));
    Refusal.of(ada.patchSequence(sequence(), "\"" + attribute + "\":" + json), 422)
        .is("validationError")
        .at(pointer);
    assertThat(Json.of(ada.get("/sequences/" + sequence()))).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"name, 255", "description, 1024", "tags, 255"})
  void refusesATextThatIsTooLongInCodePoints(String attribute, int most) {
    String text = Json.quote(EMOJI.repeat(most + 1));
    String json = attribute.equals("tags") ? "[\"a\"," + text + "]" : text;
    Refusal.of(ada.post("/sequences", Api.document(named(attribute, json))), 422)
        .is("validationDataTooLongError")
        .at("/data/attributes/" + attribute);
    Refusal.of(ada.patchSequence(sequence(), "\"" + attribute + "\":" + json), 422)
        .is("validationDataTooLongError")
        .at("/data/attributes/" + attribute);
  }

  @ParameterizedTest
  @FieldSource("TAKEN_NAMES")
  void nullClearsWhatMayBeNull(String attribute) {
    String value = TAKEN.get(attribute).get(0);
    long id = ada.createSequence(named(attribute, value));
    ValidatableResponse patched = ada.patchSequence(id, "\"" + attribute + "\":null");
    if (NULLABLE.contains(attribute)) {
      assertThat(Json.attributes(patched.statusCode(200)).get(attribute).isNull()).isTrue();
      assertThat(Json.attributes(ada.get("/sequences/" + id)).get(attribute).isNull()).isTrue();
    } else {
      Refusal.of(patched, 422).is("validationError").at("/data/attributes/" + attribute);
      assertThat(Json.attributes(ada.get("/sequences/" + id)).get(attribute))
          .isEqualTo(Json.parse(value));
    }
    ada.post("/sequences", Api.document(named(attribute, "null")))
        .statusCode(NULLABLE.contains(attribute) ? 201 : 422);
  }

  static final List<String> TAKEN_NAMES = List.copyOf(TAKEN.keySet());

  static Stream<String> readOnly() {
    return attributes().filter(a -> !a.writable()).map(Attribute::name);
  }

  @ParameterizedTest
  @MethodSource("readOnly")
  void refusesAReadOnlyAttributeByName(String attribute) {
    // The value that it has is refused as well: clients must not think that they write it.
    JsonNode has = Json.attributes(ada.get("/sequences/" + sequence())).get(attribute);
    assertThat(has).as("the answer has the attribute").isNotNull();
    String member = "\"" + attribute + "\":" + has;
    Refusal.of(ada.post("/sequences", Api.document("\"name\":\"x\"," + member)), 422)
        .is("validationError")
        .at("/data/attributes/" + attribute)
        .saying("read-only");
    Refusal.of(ada.patchSequence(sequence(), member), 422)
        .is("validationError")
        .at("/data/attributes/" + attribute)
        .saying("read-only");
  }

  @Test
  void refusesAnUnknownAttribute() {
    for (String name : List.of("id", "type", "owner", "Name", "orgId", "version", "a/b~c", "")) {
      Refusal.of(ada.patchSequence(sequence(), Json.quote(name) + ":1"), 422)
          .is("validationError")
          .at("/data/attributes/" + name.replace("~", "~0").replace("/", "~1"));
    }
  }
}
