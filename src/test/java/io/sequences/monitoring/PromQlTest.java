package io.sequences.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found of an expression, and what is no expression. */
class PromQlTest {

  @Test
  void findsMetricsAndTheLabelsThatTheyMustHave() {
    assertThat(
            new PromQl(
                    "histogram_quantile(0.99, sum by (le, uri) (rate(a_bucket{x=~\"b{c}\","
                        + " y!=\"d\"}[5m]))) / on (uri) sum(increase(e_total[1h])) by (uri) > bool 2.5")
                .metrics())
        .isEqualTo(Map.of("a_bucket", Set.of("x", "y", "le", "uri"), "e_total", Set.of("uri")));
    assertThat(new PromQl("up == 0 and min(b:c offset 5m) > 1e3").metrics())
        .isEqualTo(Map.of("up", Set.of(), "b:c", Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max by (x, y) (a) > 0|x y",
        "sum(a) by (x) / sum by (x) (b)|x",
        "histogram_quantile(0.5, sum by (le, x) (rate(a_bucket[5m])))|x",
        "count by (x) (a) unless count by (x) (a offset 1h) or absent(a{y=\"z\"})|x y",
        "sum(a)|''",
      })
  void tellsWhichLabelsAreLeft(String expression, String labels) {
    assertThat(String.join(" ", new PromQl(expression).labels().orElseThrow())).isEqualTo(labels);
  }

  @Test
  void whatIsNotSummedKeepsItsLabels() {
    assertThat(new PromQl("rate(a_total{x=\"y\"}[$__rate_interval]) > 1").labels()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(rate(a[5m])|instead of )",
        "sum(a))|instead of the end",
        "a{x=\"y\"|instead of ,",
        "a{x=y}|is no text",
        "a{x}|follows no comparison",
        "a[5m|instead of ]",
        "rate(a[5x])|no token",
        "rate(a[3s5m])|no token",
        "rate(a[])|is no duration",
        "rate(a)|is a VECTOR and no RANGE",
        "sum(a[5m])|is a RANGE and no VECTOR",
        "a[5m] > 1|operands that are not for >",
        "1 and a|operands that are not for and",
        "a offset|is no duration",
        "ratio(a[5m])|unknown function ratio",
        "summ by (x) (a)|instead of the end",
        "sum by x (a)|instead of (",
        "histogram_quantile(0.9, sum by (x) (rate(a_bucket[5m])))|has no le",
        "histogram_quantile(sum by (le) (rate(a_bucket[5m])), 0.9)|no SCALAR",
        "histogram_quantile(0.9)|instead of ,",
        "a >|no metric, function or number",
        "and a|nothing before it",
        "a > > b|has nothing before it",
        "a b|instead of the end",
        "a; b|no token",
        "''|no metric, function or number",
      })
  void refusesWhatIsNoExpression(String expression, String complaint) {
    assertThatThrownBy(() -> new PromQl(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"15s", "1h30m", "5m10ms", "2w"})
  void knowsDurations(String text) {
    assertThat(PromQl.isDuration(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "15", "15x", "s", "30m1h", "1m1m", "1.5m", "-5m"})
  void knowsWhatIsNoDuration(String text) {
    assertThat(PromQl.isDuration(text)).isFalse();
  }
}
