package io.sequences.support;

import static io.restassured.RestAssured.given;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the running service tells Prometheus. */
public final class Exposed {

  private static final Pattern SAMPLE = Pattern.compile("([\\w:]+)(?:\\{(.*)\\})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** A value with its labels. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  private Exposed() {}

  /** All that a scrape sees. */
  public static List<Sample> samples() {
    return samples(given().get("/q/metrics").then().statusCode(200).extract().asString());
  }

  /** All that a scrape saw. */
  public static List<Sample> samples(String scrape) {
    return scrape.lines().filter(line -> !line.startsWith("#")).map(Exposed::sample).toList();
  }

  /** The value of a metric, whatever its labels are; there must be one. */
  public static double value(String name) {
    return samples().stream()
        .filter(sample -> sample.name().equals(name))
        .mapToDouble(Sample::value)
        .findFirst()
        .orElseThrow();
  }

  /** The metrics, each with the labels that its values have. */
  public static Map<String, Set<String>> labels() {
    Map<String, Set<String>> all = new HashMap<>();
    samples()
        .forEach(
            sample ->
                all.computeIfAbsent(sample.name(), name -> new HashSet<>())
                    .addAll(sample.labels().keySet()));
    return all;
  }

  private static Sample sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new IllegalStateException("no sample: " + line);
    }
    Map<String, String> labels = new HashMap<>();
    if (sample.group(2) != null) {
      Matcher label = LABEL.matcher(sample.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    String value = sample.group(3).replace("Inf", "Infinity");
    return new Sample(sample.group(1), labels, Double.parseDouble(value));
  }
}
