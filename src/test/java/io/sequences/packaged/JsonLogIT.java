package io.sequences.packaged;

import static io.sequences.packaged.Installation.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a production package, as whatever gathers logs reads it. */
class JsonLogIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void isAnObjectPerLineThatNamesTheRequestAndItsCallerByIds() throws Exception {
    try (Installation installation = new Installation(folder, Map.of())) {
      Response created = installation.service().createSequence("Of Joe", installation.token());
      created.then().statusCode(201);
      int creator = created.path("data.relationships.creator.data.id");
      // A failure that nobody has foreseen, whose message quotes the statement.
      execute(installation, "alter table sequence rename column description to lost");
      Response failed =
          installation
              .service()
              .get(
                  "/api/v2/sequences?filter[name]=joe@example.com&page[size]=1",
                  installation.token());
      failed.then().statusCode(500);
      String requestId = failed.header("X-Request-Id");
      await()
          .atMost(PATIENCE)
          .until(() -> lines(installation).stream().anyMatch(line -> isOf(line, requestId)));

      List<JsonNode> lines = lines(installation);
      assertThat(lines)
          .allSatisfy(
              line -> {
                assertThat(line.path("timestamp").asText()).isNotEmpty();
                assertThat(line.path("level").asText()).isNotEmpty();
                assertThat(line.path("message").asText()).isNotEmpty();
                assertThat(line.has("exception")).isFalse();
              });
      JsonNode line =
          lines.stream().filter(each -> isOf(each, requestId)).findFirst().orElseThrow();
      assertThat(line.path("level").asText()).isEqualTo("ERROR");
      assertThat(line.path("message").asText())
          .startsWith("The request " + requestId + ", GET /api/v2/sequences, failed: ")
          .endsWith("pg 42703");
      assertThat(line.path("mdc").path("userId").asText()).isEqualTo(Integer.toString(creator));
      assertThat(line.path("mdc").path("organisationId").asText()).matches("\\d+");
      assertThat(line.path("mdc").properties()).hasSize(3);
      assertThat(installation.service().log())
          .doesNotContainIgnoringCase("joe")
          .doesNotContainPattern("\\bada\\b")
          .doesNotContain("acme")
          .doesNotContain("description");
      installation.assertLogIsDiscreet();
    }
  }

  @Test
  void isOfPlainLinesWhereThatIsWanted() throws Exception {
    try (PackagedService service =
        PackagedService.start(folder, Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false"))) {
      await().atMost(PATIENCE).until(() -> service.log().contains("Not ready"));
      assertThat(service.log().lines()).noneMatch(line -> line.startsWith("{"));
    }
  }

  private static boolean isOf(JsonNode line, String requestId) {
    return line.path("mdc").path("requestId").asText().equals(requestId);
  }

  private static List<JsonNode> lines(Installation installation) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    String log = installation.service().log();
    // The last line may be half written.
    for (String line : log.substring(0, log.lastIndexOf('\n') + 1).split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(read(line));
      }
    }
    return lines;
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException noJson) {
      throw new AssertionError("no JSON: " + line, noJson);
    }
  }

  private static void execute(Installation installation, String sql) throws SQLException {
    try (Connection database = installation.database().connect();
        Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
