package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.OpenApi;
import io.sequences.support.RawHttp;
import io.sequences.support.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of events and of exports, held against what the service takes and gives. */
@QuarkusTest
class ExecutedStreamsTest {

  private static final String MAILING_OF_EXAMPLE = "\"mailing\":17";

  private List<DescribedOperation> operations;

  @BeforeEach
  void fetch() {
    operations = DescribedOperation.of(OpenApi.fetch());
  }

  @Test
  void events() {
    DescribedOperation operation =
        operations.stream().filter(each -> each.id().equals("reportMailingEvents")).findAny().get();
    JsonNode expected = operation.answer().at("/application~1vnd.api+json/example");
    for (String form : List.of(Events.NDJSON, Events.JSON)) {
      Estate estate = new Estate("shown-events-" + form, "ada", operations);
      JsonNode example = operation.requestContent().path(form).path("example");
      String shown = example.isTextual() ? example.asText() : example.toString();
      assertThat(shown).contains(MAILING_OF_EXAMPLE);
      String body = shown.replace(MAILING_OF_EXAMPLE, "\"mailing\":" + estate.of("mailing"));
      RawHttp.Answer answer =
          Events.by(estate.owner).send(form, body.getBytes(StandardCharsets.UTF_8));
      assertThat(answer.status()).as(answer.body()).isEqualTo(operation.success());
      JsonNode report = Json.parse(answer.body());
      assertThat(Shape.faults(expected, report)).isEmpty();
      assertThat(report.path("meta")).isEqualTo(expected.path("meta"));
      for (String member : List.of("id", "status", "title", "detail", "source")) {
        assertThat(report.at("/errors/0/" + member)).isEqualTo(expected.at("/errors/0/" + member));
      }
    }
  }

  @Test
  void linesOfExports() {
    Estate estate = new Estate("shown-lines", "ada", operations);
    for (DescribedOperation each : exports()) {
      String schema = OpenApi.component(ResourceTypes.catalog().byName(type(each, estate)));
      String text = export(each, estate, Events.NDJSON);
      assertThat(text).as(each.id()).endsWith("\n");
      for (String line : text.split("\n", -1)) {
        if (!line.isEmpty()) {
          assertThat(each.api().faults(schema, line)).as(each.id()).isEmpty();
          assertThat(Shape.faults(Json.parse(example(each, Events.NDJSON)), Json.parse(line)))
              .as(each.id())
              .isEmpty();
        }
      }
    }
  }

  @Test
  void tablesOfExports() {
    Estate estate = new Estate("shown-tables", "ada", operations);
    for (DescribedOperation each : exports()) {
      List<String> shown = example(each, "text/csv").lines().toList();
      List<String> given = export(each, estate, "text/csv").lines().toList();
      assertThat(shown).as(each.id()).hasSize(2);
      assertThat(given).as(each.id()).hasSizeGreaterThan(1).startsWith(shown.get(0));
      int columns = cells(given.get(0));
      assertThat(cells(shown.get(1))).as(shown.get(1)).isEqualTo(columns);
      assertThat(cells(given.get(1))).as(given.get(1)).isEqualTo(columns);
    }
  }

  private List<DescribedOperation> exports() {
    List<DescribedOperation> all =
        operations.stream().filter(each -> each.lists() && !each.otherForms().isEmpty()).toList();
    assertThat(all).isNotEmpty();
    return all;
  }

  private static String type(DescribedOperation list, Estate estate) {
    return estate.typeOf(list.collection());
  }

  private static String example(DescribedOperation list, String form) {
    return list.answer().path(form).path("example").asText();
  }

  private static String export(DescribedOperation list, Estate estate, String form) {
    Api owner = estate.owner;
    return owner
        .request()
        .accept(form)
        .get(list.address())
        .then()
        .statusCode(list.success())
        .extract()
        .asString();
  }

  /** How many there are between commas that no quotes hold. */
  private static int cells(String line) {
    return line.replaceAll("\"([^\"]|\"\")*\"", "").split(",", -1).length;
  }
}
