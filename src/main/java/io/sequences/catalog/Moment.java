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

  private static final DateTimeFormatter WIRE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

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
    out.writeString(((OffsetDateTime) value).withOffsetSameInstant(ZoneOffset.UTC).format(WIRE));
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "format", "date-time");
  }
}
