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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Environment variables: those that a container gets, and those that the service reads. */
final class Environment {

  static final Path PROPERTIES = Path.of("src/main/resources/application.properties");

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Z0-9_]+)[:}]");
  private static final Pattern PROPERTY =
      Pattern.compile("(?m)^(?:# )?(?:%[a-z,]+\\.)?([a-z0-9]+(?:[.-][a-z0-9]+)+)[=:]");
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

  private static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
