package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules for a Prometheus with an operator are those for one without, comments included. */
class AlertsTest {

  @Test
  void theOperatorGetsTheSameRules() {
    String rules = after("groups:\n", Yaml.text(Yaml.DEPLOY.resolve("prometheus/alerts.yaml")));
    String manifest = Yaml.text(Manifests.folder("large").resolve("alerts.yaml"));
    assertThat(after("  groups:\n", manifest))
        .isEqualTo(rules.lines().map(line -> "  " + line + "\n").collect(Collectors.joining()));
  }

  private static String after(String begin, String text) {
    assertThat(text).contains(begin);
    return text.substring(text.indexOf(begin) + begin.length());
  }
}
