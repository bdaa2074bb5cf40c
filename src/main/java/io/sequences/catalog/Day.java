package io.sequences.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A date without a time, on the wire {@code 2025-01-13}, in the years 0001 to 9999. */
public record Day() implements ValueType<LocalDate> {

  /** Four, two and two digits; dates that the calendar does not have are no dates. */
  static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** The date that a text names, or nothing. */
  public static Optional<LocalDate> parse(String text) {
    try {
      return Optional.of(LocalDate.parse(text, FORMAT)).filter(day -> day.getYear() >= 1);
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  @Override
  public String sqlType() {
    return "date";
  }

  @Override
  public boolean hasRanges() {
    return true;
  }

  @Override
  public boolean isTime() {
    return true;
  }

  @Override
  public LocalDate fromJson(JsonNode node) {
    if (!node.isTextual()) {
      throw InvalidValue.because("must be a string with a date");
    }
    return fromFilter(node.textValue());
  }

  @Override
  public LocalDate fromFilter(String text) {
    return parse(text)
        .orElseThrow(
            () -> InvalidValue.because("must be a date such as 2025-01-13, years 0001 to 9999"));
  }

  @Override
  public LocalDate[] array(List<?> values) {
    return values.toArray(LocalDate[]::new);
  }

  @Override
  public void write(JsonGenerator out, Object value) throws IOException {
    out.writeString(text(value));
  }

  @Override
  public String text(Object value) {
    return ((LocalDate) value).format(FORMAT);
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "format", "date");
  }
}
