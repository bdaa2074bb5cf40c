package io.sequences.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An integer within bounds, which belong to it. */
public record Whole(long min, long max) implements ValueType<Long> {

  /** The digits of {@link Long#MIN_VALUE}, with its sign. */
  private static final int LONGEST = 20;

  @Override
  public String sqlType() {
    return "bigint";
  }

  @Override
  public boolean hasRanges() {
    return true;
  }

  @Override
  public Long fromJson(JsonNode node) {
    if (!node.isIntegralNumber()) {
      throw InvalidValue.because("must be an integer");
    }
    if (!node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
      throw InvalidValue.because("must be an integer from " + min + " to " + max);
    }
    return node.longValue();
  }

  /** Any 64-bit integer: what cannot be stored can still be asked for, and matches nothing. */
  @Override
  public Long fromFilter(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    boolean integer =
        text.length() > digits && text.chars().skip(digits).allMatch(c -> c >= '0' && c <= '9');
    if (integer && text.length() <= LONGEST) {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException past64Bits) {
        throw InvalidValue.because("must be a 64-bit integer");
      }
    }
    throw InvalidValue.because(integer ? "must be a 64-bit integer" : "must be an integer");
  }

  @Override
  public Long[] array(List<?> values) {
    return values.toArray(Long[]::new);
  }

  @Override
  public void write(JsonGenerator out, Object value) throws IOException {
    out.writeNumber(((Number) value).longValue());
  }

  @Override
  public Map<String, Object> schema() {
    return max == Long.MAX_VALUE
        ? Map.of("type", "integer", "format", "int64", "minimum", min)
        : Map.of("type", "integer", "minimum", min, "maximum", max);
  }
}
