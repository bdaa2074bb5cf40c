package io.sequences.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Environment variables: those that a container gets, and those that the service reads. */
final class Environment {

  static final Path PROPERTIES = Path.of("src/main/resources/application.properties");
  static final Path JAVA = Path.of("src/main/java");

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Z0-9_]+)[:}]");
  private static final Pattern PROPERTY =
      Pattern.compile("(?m)^(?:# )?(?:%[a-z,]+\\.)?([a-z0-9]+(?:[.-][a-z0-9]+)+)[=:]");
  private static final Pattern IN_PRODUCTION =
      Pattern.compile("(?m)^(?:%prod\\.)?([a-z0-9]+(?:[.-][a-z0-9]+)+)=(.*)$");
  private static final Pattern OF_A_VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+):(.*)\\}");
  private static final Pattern INJECTED =
      Pattern.compile("@ConfigProperty\\(\\s*name = \"([a-zA-Z0-9._-]+)\"");

  private Environment() {}

  /**
   * What a container gets: values as they are given, those of ConfigMaps looked up, and those of
   * secrets as "secret key".
   */
  static Map<String, String> of(Manifests manifests, JsonNode container) {
    Map<String, String> variables = new TreeMap<>();
    for (JsonNode source : container.path("envFrom")) {
      manifests
          .named("ConfigMap", source.path("configMapRef").path("name").asText())
          .path("data")
          .properties()
          .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
    }
    for (JsonNode variable : container.path("env")) {
      variables.put(variable.path("name").asText(), value(manifests, variable));
    }
    return variables;
  }

  private static String value(Manifests manifests, JsonNode variable) {
    JsonNode from = variable.path("valueFrom");
    JsonNode map = from.path("configMapKeyRef");
    JsonNode secret = from.path("secretKeyRef");
    if (variable.has("value")) {
      return variable.path("value").asText();
    }
    return map.isMissingNode()
        ? secret.path("name").asText() + " " + secret.path("key").asText()
        : manifests
            .named("ConfigMap", map.path("name").asText())
            .path("data")
            .path(map.path("key").asText())
            .asText();
  }

  /**
   * Every variable that the service reads: those that its properties name, and the form that
   * properties have as variables.
   */
  static Set<String> known() {
    Set<String> known = new TreeSet<>();
    String properties = Yaml.text(PROPERTIES);
    EXPRESSION.matcher(properties).results().forEach(found -> known.add(found.group(1)));
    PROPERTY.matcher(properties).results().forEach(found -> known.add(variable(found.group(1))));
    for (Path source : sources()) {
      INJECTED
          .matcher(Yaml.text(source))
          .results()
          .forEach(found -> known.add(variable(found.group(1))));
    }
    return known;
  }

  /**
   * What is so in production of each variable that is not set, where application.properties says.
   */
  static Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    IN_PRODUCTION
        .matcher(Yaml.text(PROPERTIES))
        .results()
        .forEach(
            line -> {
              Matcher expression = OF_A_VARIABLE.matcher(line.group(2));
              String value = expression.matches() ? expression.group(2) : line.group(2);
              variables(line.group(1)).forEach(variable -> values.put(variable, value));
            });
    return values;
  }

  /** The variables that set a property: its own form, and one that it is said to be. */
  static Set<String> variables(String property) {
    Set<String> variables = new TreeSet<>(Set.of(variable(property)));
    IN_PRODUCTION
        .matcher(Yaml.text(PROPERTIES))
        .results()
        .filter(line -> line.group(1).equals(property))
        .map(line -> OF_A_VARIABLE.matcher(line.group(2)))
        .filter(Matcher::matches)
        .forEach(expression -> variables.add(expression.group(1)));
    return variables;
  }

  private static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** The source files of the service. */
  static List<Path> sources() {
    try (Stream<Path> files = Files.walk(JAVA)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
