package io.sequences.monitoring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Exposed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The dashboard, the alerts and the autoscaler's adapter ask for nothing that the service does not
 * tell, and tell installations apart.
 */
@QuarkusTest
class MonitoringFilesTest {

  /** What the scraper adds. */
  private static final Set<String> METRICS_OF_THE_SCRAPER = Set.of("up");

  private static final Set<String> LABELS_OF_THE_SCRAPER =
      Set.of("namespace", "job", "instance", "pod");

  /** What tells one installation from another in the same Prometheus. */
  private static final Set<String> INSTALLATION = Set.of("namespace", "job");

  private static final Pattern LABEL_IN_TEXT =
      Pattern.compile("\\{\\{\\s*(?!end\\b)(?:\\$labels\\.)?(\\w+)\\s*\\}\\}");

  /**
   * What a panel or a rule asks, and how it tells the answer.
   *
   * @param where its place in the file, for whoever reads a failure
   */
  private record Question(String where, String expression, String text) {}

  @BeforeEach
  void useTheService() {
    Api ada = Api.of("monitored", "ada");
    ada.get("/sequences").statusCode(200);
    ada.get("/sequences/0").statusCode(404);
    given().get("/q/health/ready").then().statusCode(200);
  }

  @Test
  void theDashboardAsksForWhatThereIs() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("deploy/grafana/dashboard.json").toFile());
    List<Question> questions = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        assertSelected(target.path("expr").asText());
        questions.add(
            new Question(
                panel.path("title").asText(),
                target.path("expr").asText(),
                target.path("legendFormat").asText()));
      }
    }
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      String name = variable.path("name").asText();
      if (variable.path("type").asText().equals("query")) {
        Matcher values =
            Pattern.compile("label_values\\((.+), (\\w+)\\)")
                .matcher(variable.path("query").asText());
        assertThat(values.matches()).as(name).isTrue();
        assertThat(values.group(2)).isEqualTo(name);
        questions.add(new Question(name, "sum by (%s) (%s)".formatted(name, values.group(1)), ""));
      }
    }
    assertThat(questions).hasSizeGreaterThan(15);
    assertAnswered(questions);
  }

  @Test
  void theAlertsAskForWhatThereIs() throws IOException {
    JsonNode rules = new YAMLMapper().readTree(Path.of("deploy/prometheus/alerts.yaml").toFile());
    List<Question> questions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode group : rules.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        assertThat(names.add(rule.path("alert").asText())).as(rule.toString()).isTrue();
        assertThat(rule.path("labels").path("severity").asText())
            .isIn("critical", "warning", "info");
        questions.add(
            new Question(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                rule.path("annotations").path("summary").asText()));
      }
    }
    assertThat(questions).hasSizeGreaterThan(10);
    assertAnswered(questions);
    questions.forEach(MonitoringFilesTest::assertOfOneInstallation);
  }

  @Test
  void theAutoscalerIsOfferedWhatThereIs() throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    Path large = Path.of("deploy/kubernetes/overlays/large/autoscaler.yaml");
    JsonNode rules = yaml.readTree(Path.of("deploy/prometheus/adapter.yaml").toFile());
    List<String> offered = new ArrayList<>();
    List<Question> questions = new ArrayList<>();
    for (JsonNode rule : rules.path("rules").path("custom")) {
      String name = rule.path("name").path("as").asText();
      offered.add(name);
      questions.add(new Question(name, rule.path("seriesQuery").asText(), ""));
      questions.add(new Question(name, filledIn(rule.path("metricsQuery").asText()), ""));
    }
    assertThat(yaml.readTree(large.toFile()).findValues("metric"))
        .isNotEmpty()
        .allMatch(metric -> offered.contains(metric.path("name").asText()));
    assertAnswered(questions);
  }

  /** As the adapter asks for a pod's. */
  private static String filledIn(String query) {
    return query
        .replace("<<.GroupBy>>", "pod")
        .replace("<<.LabelMatchers>>", "namespace=\"n\", pod=\"p\"");
  }

  /** Each metric is that of the instances that the dashboard's variables select. */
  private static void assertSelected(String expression) {
    String selection = "{namespace=~\"$namespace\", job=~\"$job\", instance=~\"$instance\"";
    for (String metric : new PromQl(expression).metrics().keySet()) {
      assertThat(expression).doesNotContainPattern(metric + "(?!" + Pattern.quote(selection) + ")");
    }
  }

  /** Nothing is taken from two installations at once, nor from another service. */
  private static void assertOfOneInstallation(Question question) {
    PromQl read = new PromQl(question.expression());
    read.labels()
        .ifPresent(labels -> assertThat(labels).as(question.where()).containsAll(INSTALLATION));
    for (String metric : read.metrics().keySet()) {
      if (!metric.startsWith("sequences_")) {
        assertThat(question.expression())
            .as(question.where())
            .doesNotContainPattern(metric + "(?!\\{job=\"sequences\")");
      }
    }
  }

  private static void assertAnswered(List<Question> questions) {
    Map<String, Set<String>> exposed = Exposed.labels();
    for (Question question : questions) {
      PromQl read = new PromQl(question.expression());
      Map<String, Set<String>> asked = read.metrics();
      assertThat(asked).as(question.where()).isNotEmpty();
      Set<String> told = new HashSet<>();
      Matcher text = LABEL_IN_TEXT.matcher(question.text());
      while (text.find()) {
        told.add(text.group(1));
      }
      read.labels().ifPresent(labels -> assertThat(labels).as(question.where()).containsAll(told));
      asked.forEach(
          (metric, labels) -> {
            if (METRICS_OF_THE_SCRAPER.contains(metric)) {
              return;
            }
            assertThat(exposed).as(question.where()).containsKey(metric);
            Set<String> known = new HashSet<>(exposed.get(metric));
            known.addAll(LABELS_OF_THE_SCRAPER);
            assertThat(known).as(question.where() + ": " + metric).containsAll(labels);
            assertThat(known).as(question.where() + ": " + metric).containsAll(told);
          });
    }
  }
}
