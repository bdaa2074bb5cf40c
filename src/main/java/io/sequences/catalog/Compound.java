package io.sequences.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A text that is made of several values: the id of a resource that is told from others by them.
 *
 * @param pattern what all such texts match, as a regular expression that JSON Schema knows
 * @param example one of them
 * @param split the values that a text is made of, which no other text has; none for a text that is
 *     not of this kind
 */
public record Compound(String pattern, String example, Function<String, List<Object>> split)
    implements ValueType<String> {

  @Override
  public String sqlType() {
    return "text";
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
  public String fromJson(JsonNode node) {
    if (!node.isTextual()) {
      throw InvalidValue.because("must be a string such as " + example);
    }
    return fromFilter(node.textValue());
  }

  @Override
  public String fromFilter(String text) {
    if (split.apply(text).isEmpty()) {
      throw InvalidValue.because("must be an id such as " + example);
    }
    return text;
  }

  @Override
  public String[] array(List<?> values) {
    return values.toArray(String[]::new);
  }

  @Override
  public void write(JsonGenerator out, Object value) throws IOException {
    out.writeString((String) value);
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "pattern", pattern, "examples", List.of(example));
  }
}
