package io.sequences.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A number with a fraction, in double precision. */
public record Fraction() implements ValueType<Double> {

  /** Longer than any double needs to be told from its neighbours. */
  private static final int LONGEST = 40;

  @Override
  public String sqlType() {
    return "double precision";
  }

  @Override
  public boolean hasRanges() {
    return true;
  }

  @Override
  public Double fromJson(JsonNode node) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw InvalidValue.because("must be a number");
    }
    return node.doubleValue();
  }

  @Override
  public Double fromFilter(String text) {
    boolean plain =
        text.length() <= LONGEST
            && text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    if (plain) {
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException notANumber) {
        throw InvalidValue.because("must be a number");
      }
    }
    throw InvalidValue.because("must be a number");
  }

  @Override
  public Double[] array(List<?> values) {
    return values.toArray(Double[]::new);
  }

  @Override
  public void write(JsonGenerator out, Object value) throws IOException {
    out.writeNumber(((Number) value).doubleValue());
  }

  @Override
  public String text(Object value) {
    return Double.toString(((Number) value).doubleValue());
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "number", "format", "float");
  }
}
