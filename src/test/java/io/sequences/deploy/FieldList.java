package io.sequences.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields that a custom resource may have, by its schema, and their types. */
final class FieldList {

  private final Map<String, String> types = new LinkedHashMap<>();

  /** Reads lines with a path and a type each. */
  FieldList(String lines) {
    lines
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" ", 2))
        .forEach(parts -> types.put(parts[0], parts[1]));
  }

  /** Fails for a field that is not on the list, or has a value of another type. */
  void check(JsonNode value, String path) {
    if (types.containsKey(path + "{}")) {
      value.forEach(each -> checkType(each, path + "{}"));
    } else if (value.isObject()) {
      checkKnown(path);
      value.properties().forEach(field -> check(field.getValue(), path + "." + field.getKey()));
    } else if (value.isArray()) {
      checkKnown(path);
      value.forEach(each -> check(each, path + "[]"));
    } else {
      checkType(value, path);
    }
  }

  private void checkKnown(String path) {
    if (types.keySet().stream().noneMatch(known -> known.startsWith(path))) {
      throw new IllegalArgumentException("unknown field " + path);
    }
  }

  private void checkType(JsonNode value, String path) {
    boolean right =
        switch (types.getOrDefault(path, "")) {
          case "string" -> value.isTextual();
          case "integer" -> value.isIntegralNumber();
          case "boolean" -> value.isBoolean();
          case "list" -> value.isArray();
          default -> throw new IllegalArgumentException("unknown field " + path);
        };
    if (!right) {
      throw new IllegalArgumentException(path + " is no " + types.get(path) + ": " + value);
    }
  }
}
