package io.sequences.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One of a closed list of words. */
public record Choice(List<String> words) implements ValueType<String> {

  @Override
  public String sqlType() {
    return "text";
  }

  @Override
  public boolean hasRanges() {
    return false;
  }

  @Override
  public String fromJson(JsonNode node) {
    if (!node.isTextual()) {
      throw InvalidValue.because("must be a string");
    }
    return fromFilter(node.textValue());
  }

  @Override
  public String fromFilter(String text) {
    if (words.contains(text)) {
      return text;
    }
    throw InvalidValue.because("must be one of " + String.join(", ", words));
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
    return Map.of("type", "string", "enum", words);
  }
}
