package io.sequences.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collection as a table: read back, its cells are the members of the resource objects. */
@QuarkusTest
class ExportTableTest {

  private static final List<String> NAMES =
      List.of(
          "plain",
          "with, comma",
          "\"quoted\"",
          "two\r\nlines",
          "=1+1",
          "+49 30 1234",
          "-5",
          "@SUM(A1)",
          "\tindented",
          "'marked",
          "in the 'middle' = 5",
          "\uFF1D1+1",
          "\uFF0B1",
          "\uFF0D1",
          "\uFF20SUM(A1)",
          "\u000B=1",
          "\u007F\u0085+1",
          "\uFEFF\u200B@1",
          "\u000Bplain",
          "a;=1+1",
          "two\tcells",
          "Zürich 東京 \uD83D\uDE00",
          " spaces ");

  private final String organisation = "tables " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");

  @BeforeEach
  void rows() {
    for (String name : NAMES) {
      ada.createSequence(
          "\"name\":%s,\"description\":\"\",\"tags\":[\"a;b\",\"c\\\\d\",\"=e\"]"
              .formatted(Json.quote(name)));
    }
    ada.createSequence("\"name\":\"bare\"");
    Sample sample = Sample.of(organisation);
    long sequence = Db.number("select min(id) from sequence where org_id = ?", sample.org());
    sample.step(sequence);
    sample.mailings(sequence, sample.prospect("p"), 1_100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sequences",
        "/sequences?sort=-name&filter[description]=__null__",
        "/sequences?fields[sequence]=openCount,name,owner,creator,calls,sequenceSteps",
        "/sequences?filter[name]=nobody",
        "/mailings?sort=-id",
        "/sequenceSteps",
        "/prospects",
        "/users",
        "/sequenceDailyStats"
      })
  void readBackIsWhatTheLinesSay(String path) {
    List<List<String>> table = Exports.table(ada, path);
    List<String> header = table.get(0);
    List<JsonNode> resources = Exports.resources(ada, path);
    assertThat(table).hasSize(resources.size() + 1);
    for (int i = 0; i < resources.size(); i++) {
      JsonNode resource = resources.get(i);
      List<String> record = table.get(i + 1);
      assertThat(record).hasSameSizeAs(header);
      List<String> expected = new ArrayList<>();
      for (String column : header) {
        expected.add(cell(resource, column));
      }
      assertThat(record).isEqualTo(expected);
    }
  }

  /** What stands in a column, by what is written of it. */
  private static String cell(JsonNode resource, String column) {
    if (column.equals("id")) {
      return resource.get("id").asText();
    }
    if (column.endsWith(".id")) {
      String name = column.substring(0, column.length() - 3);
      JsonNode id = resource.at("/relationships/" + name + "/data/id");
      return id.isMissingNode() ? null : id.asText();
    }
    JsonNode value = resource.get("attributes").get(column);
    if (value.isNull()) {
      return null;
    }
    if (value.isArray()) {
      List<String> elements = new ArrayList<>();
      value.forEach(each -> elements.add(each.asText().replace("\\", "\\\\").replace(";", "\\;")));
      return marked(String.join(";", elements));
    }
    return value.isTextual() ? marked(value.asText()) : value.asText();
  }

  private static String marked(String text) {
    return text.matches("(?s)['\t\r\n].*|[\\p{Cc}\\p{Cf}]*[=+@\uFF1D\uFF0B\uFF0D\uFF20-].*")
        ? "'" + text
        : text;
  }

  @Test
  void hasTheIdAndTheFieldsAskedForAsColumns() {
    assertThat(
            Exports.table(
                ada, "/sequences?filter[name]=bare&fields[sequence]=tags,name,owner,description"))
        .isEqualTo(
            List.of(
                List.of("id", "description", "name", "tags", "owner.id"),
                Arrays.asList(id("bare"), null, "bare", "", null)));
    assertThat(Exports.table(ada, "/sequences").get(0))
        .startsWith("id")
        .contains("automationPercentage", "tags", "creator.id", "owner.id", "ruleset.id")
        .doesNotContain("calls", "calls.id", "sequenceSteps", "sequenceSteps.id");
  }

  private String id(String name) {
    return Long.toString(
        Db.number(
            "select id from sequence where org_id = ? and name = ?", Db.org(organisation), name));
  }

  @Test
  void noTextIsTakenForAFormulaAndEachCanBeHadBack() {
    List<String> cells =
        Exports.table(ada, "/sequences?fields[sequence]=name").stream()
            .skip(1)
            .map(record -> record.get(1))
            .toList();
    assertThat(cells)
        .contains("'=1+1", "'+49 30 1234", "'-5", "'@SUM(A1)", "'\tindented")
        .contains("'\uFF1D1+1", "'\uFF0B1", "'\uFF0D1", "'\uFF20SUM(A1)")
        .contains("'\u000B=1", "'\u007F\u0085+1", "'\uFEFF\u200B@1", "\u000Bplain");
    assertThat(cells.stream().map(cell -> cell.replaceFirst("^'", "")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(NAMES.stream(), Stream.of("bare")).toList());
  }

  @Test
  void whateverASpreadsheetMaySplitAtIsQuoted() {
    String text =
        Exports.get(ada, "/sequences?fields[sequence]=name", Exports.CSV).extract().asString();
    assertThat(text)
        .contains(",\"a;=1+1\"\r\n", ",\"two\tcells\"\r\n", ",\"with, comma\"\r\n")
        .contains(",\"two\r\nlines\"\r\n", ",plain\r\n", ", spaces \r\n");
  }
}
