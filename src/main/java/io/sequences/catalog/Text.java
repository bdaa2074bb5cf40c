package io.sequences.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text.
 *
 * @param max the most Unicode code points; {@link Integer#MAX_VALUE} for no limit
 * @param notBlank whether it needs a character that is no white space
 */
public record Text(int max, boolean notBlank) implements ValueType<String> {

  /** Whether it can be of any length. */
  public boolean isUnbounded() {
    return max == Integer.MAX_VALUE;
  }

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
    String text = node.textValue();
    if (text.codePointCount(0, text.length()) > max) {
      throw InvalidValue.tooLong(max);
    }
    if (notBlank && text.codePoints().allMatch(Text::isWhiteSpace)) {
      throw InvalidValue.because("must not be blank");
    }
    return text;
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
    out.writeString((String) value);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    if (notBlank) {
      schema.put("minLength", 1);
      schema.put("pattern", "\\S");
    }
    if (max < Integer.MAX_VALUE) {
      schema.put("maxLength", max);
    }
    return schema;
  }

  /** White space by Unicode: what separates words, the no-break spaces and U+0085 included. */
  private static boolean isWhiteSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
