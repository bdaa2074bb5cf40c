package io.sequences.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found of an expression. */
class PromQlTest {

  @Test
  void areItsMetricsAndTheLabelsThatItNames() {
    assertThat(
            PromQl.metrics(
                "histogram_quantile(0.99, sum by (le, uri) (rate(a_bucket{x=~\"b{c}\","
                    + " y!=\"d\"}[5m]))) / on (uri) sum(increase(e_total[1h])) by (uri) > bool 2.5"))
        .isEqualTo(
            Map.of("a_bucket", Set.of("x", "y", "le", "uri"), "e_total", Set.of("le", "uri")));
    assertThat(PromQl.metrics("up == 0 and min(b:c) offset 5m > 1e3"))
        .isEqualTo(Map.of("up", Set.of(), "b:c", Set.of()));
  }
}
