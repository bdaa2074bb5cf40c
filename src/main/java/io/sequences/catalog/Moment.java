package io.sequences.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A date and time. On the wire always UTC with three fraction digits, so that clients may compare
 * texts; from clients ISO 8601 with any offset, in the years 0001 to 9999, kept to the millisecond.
 */
public record Moment() implements ValueType<OffsetDateTime> {

  private static final DateTimeFormatter INPUT =
      new DateTimeFormatterBuilder()
          .append(Day.FORMAT)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** The present moment, as precise as the wire shows it. */
  public static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
  }

  /** The first moment of the UTC day that a filter names, or nothing when it names no day. */
  public static Optional<OffsetDateTime> dayOf(String text) {
    return Day.parse(text).map(day -> day.atStartOfDay().atOffset(ZoneOffset.UTC));
  }

  @Override
  public String sqlType() {
    return "timestamptz";
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
  public OffsetDateTime fromJson(JsonNode node) {
    if (!node.isTextual()) {
      throw InvalidValue.because("must be a string with a date and time");
    }
    return fromFilter(node.textValue()).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public OffsetDateTime fromFilter(String text) {
    try {
      OffsetDateTime moment =
          OffsetDateTime.parse(text, INPUT).withOffsetSameInstant(ZoneOffset.UTC);
      if (moment.getYear() >= 1 && moment.getYear() <= 9999) {
        return moment;
      }
    } catch (DateTimeException notAMoment) {
      throw notAMoment();
    }
    throw notAMoment();
  }

  private static InvalidValue notAMoment() {
    return InvalidValue.because(
        "must be a date and time such as 2025-01-13T12:47:31.000Z, years 0001 to 9999");
  }

  @Override
  public OffsetDateTime[] array(List<?> values) {
    return values.toArray(OffsetDateTime[]::new);
  }

  @Override
  public void write(JsonGenerator out, Object value) throws IOException {
    char[] text = characters(value);
    out.writeString(text, 0, text.length);
  }

  @Override
  public String text(Object value) {
    return new String(characters(value));
  }

  private static char[] characters(Object value) {
    char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
    OffsetDateTime moment = ((OffsetDateTime) value).withOffsetSameInstant(ZoneOffset.UTC);
    digits(text, 4, moment.getYear());
    digits(text, 7, moment.getMonthValue());
    digits(text, 10, moment.getDayOfMonth());
    digits(text, 13, moment.getHour());
    digits(text, 16, moment.getMinute());
    digits(text, 19, moment.getSecond());
    digits(text, 23, moment.getNano() / 1_000_000);
    return text;
  }

  /** A formatter would be a tenth of what a page of resources costs. */
  private static void digits(char[] text, int end, int number) {
    for (int at = end - 1, rest = number; rest > 0; at--, rest /= 10) {
      text[at] = (char) ('0' + rest % 10);
    }
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "format", "date-time");
  }
}
