package io.sequences.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** True or false. */
public record Flag() implements ValueType<Boolean> {

  @Override
  public String sqlType() {
    return "boolean";
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
  public Boolean fromJson(JsonNode node) {
    if (!node.isBoolean()) {
      throw InvalidValue.because("must be true or false");
    }
    return node.booleanValue();
  }

  @Override
  public Boolean fromFilter(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw InvalidValue.because("must be true or false");
    };
  }

  @Override
  public Boolean[] array(List<?> values) {
    return values.toArray(Boolean[]::new);
  }

  @Override
  public void write(JsonGenerator out, Object value) throws IOException {
    out.writeBoolean((Boolean) value);
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "boolean");
  }
}
