package io.sequences.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.monitoring.PromQl;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What texts in manifests look like. To the models they are all texts, whether they are quantities,
 * durations, or words of which there are a few; a cluster would refuse others, or worse, not.
 */
final class TextForms {

  /** Fields with keys of anybody's choice. */
  private static final Set<String> MAPS =
      Set.of("labels", "matchLabels", "annotations", "selector", "data", "requests", "limits");

  private static final Map<String, Predicate<String>> FORMS =
      Map.ofEntries(
          Map.entry("text", text -> true),
          Map.entry("duration", PromQl::isDuration),
          Map.entry("name", form("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")),
          Map.entry("port-name", form("(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?")),
          Map.entry("label", form("([A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?")),
          Map.entry("label-key", form("([a-z0-9][-.a-z0-9]*/)?[A-Za-z0-9][-._A-Za-z0-9]{0,62}")),
          Map.entry("key", form("[-._A-Za-z0-9]+")),
          Map.entry("variable", form("[A-Z_][A-Z0-9_]*")),
          Map.entry("metric", form("[A-Za-z_:][A-Za-z0-9_:]*")),
          Map.entry("path", form("(/[-._A-Za-z0-9]+)+")),
          Map.entry(
              "image", form("([-.a-z0-9]+(:\\d+)?/)?([-._a-z0-9]+/)*[-._a-z0-9]+(:[-._\\w]+)?")),
          Map.entry("network", form("[0-9a-f.:]+/\\d{1,3}")),
          Map.entry(
              "quantity", form("(\\d+(\\.\\d+)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?")));

  private final Map<String, Predicate<String>> byPath = new LinkedHashMap<>();

  /** Reads the list of paths and forms. */
  TextForms() {
    Yaml.text(Path.of("src/test/resources/deploy/texts.forms"))
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split(" ", 2))
        .forEach(
            parts ->
                byPath.put(
                    parts[0],
                    FORMS.getOrDefault(
                        parts[1], text -> List.of(parts[1].split("\\|")).contains(text))));
  }

  /**
   * Fails, naming the field, for a text that does not look like what the field is for.
   *
   * @param complete whether a text in a field for which no form is known fails as well
   */
  void check(JsonNode manifest, boolean complete) {
    String kind = manifest.path("kind").asText();
    manifest
        .properties()
        .forEach(
            member -> {
              if (!member.getValue().isTextual()) {
                check(member.getValue(), kind + "." + member.getKey(), member.getKey(), complete);
              }
            });
  }

  private void check(JsonNode value, String path, String name, boolean complete) {
    if (value.isTextual()) {
      checkText(value.asText(), path, complete);
    } else if (value.isArray()) {
      value.forEach(item -> check(item, path + "[]", name, complete));
    } else {
      value
          .properties()
          .forEach(
              field -> {
                boolean entry = MAPS.contains(name) && field.getValue().isTextual();
                String inside = entry ? path + "{}" : path + "." + field.getKey();
                check(field.getValue(), inside, field.getKey(), complete);
              });
    }
  }

  private void checkText(String text, String path, boolean complete) {
    Optional<Predicate<String>> form =
        byPath.entrySet().stream()
            .filter(known -> ("." + path).endsWith("." + known.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    if (form.isEmpty() && complete) {
      throw new IllegalArgumentException("no form is known for " + path);
    }
    if (form.isPresent() && !form.get().test(text)) {
      throw new IllegalArgumentException(path + " cannot be " + text);
    }
  }

  private static Predicate<String> form(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }
}
