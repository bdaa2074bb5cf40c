package io.sequences.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A list of distinct texts in an order of the client's, such as tags. A filter asks whether it has
 * an element.
 *
 * @param maxItems the most elements
 * @param maxLength the most code points of one element; none may be blank
 */
public record TextList(int maxItems, int maxLength) implements ValueType<String[]> {

  @Override
  public String sqlType() {
    return "text[]";
  }

  @Override
  public boolean hasRanges() {
    return false;
  }

  @Override
  public boolean isOrdered() {
    return false;
  }

  @Override
  public String[] fromJson(JsonNode node) {
    if (!node.isArray()) {
      throw InvalidValue.because("must be an array of strings");
    }
    if (node.size() > maxItems) {
      throw InvalidValue.because("must have at most " + maxItems + " elements");
    }
    Set<String> elements = new LinkedHashSet<>();
    Text element = new Text(maxLength, true);
    for (JsonNode item : node) {
      if (!elements.add(element.fromJson(item))) {
        throw InvalidValue.because("must not have an element twice");
      }
    }
    return elements.toArray(String[]::new);
  }

  @Override
  public String fromFilter(String text) {
    return text;
  }

  @Override
  public String[] array(List<?> values) {
    return values.toArray(String[]::new);
  }

  @Override
  public void write(JsonGenerator out, Object value) throws IOException {
    out.writeStartArray();
    for (String element : (String[]) value) {
      out.writeString(element);
    }
    out.writeEndArray();
  }

  /**
   * The elements, separated by semicolons; a semicolon or backslash of theirs has one before it.
   */
  @Override
  public String text(Object value) {
    return Arrays.stream((String[]) value)
        .map(element -> element.replace("\\", "\\\\").replace(";", "\\;"))
        .collect(Collectors.joining(";"));
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of(
        "type",
        "array",
        "maxItems",
        maxItems,
        "uniqueItems",
        true,
        "items",
        new Text(maxLength, true).schema());
  }
}
