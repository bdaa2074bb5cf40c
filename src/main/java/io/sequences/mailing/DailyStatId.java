package io.sequences.mailing;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Compound;
import io.sequences.catalog.Identity;
import io.sequences.catalog.Source;
import io.sequences.catalog.ValueType;
import io.sequences.catalog.Values;
import io.sequences.catalog.Whole;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The id of a daily stat: the sequence's id and the name of the time, which tells the grain too.
 * Examples are {@code 18-2026-03-01}, {@code 18-2026-W09} and {@code 18-2026-03}.
 */
final class DailyStatId {

  private static final String SEQUENCE = "[1-9][0-9]{0,18}";

  /**
   * As they are compared: in time within a sequence, the day before the month that begins with it.
   */
  private static final List<Attribute> KEYS =
      List.of(
          key("sequence_id", new Whole(1, Long.MAX_VALUE)),
          key("day", Values.DAY),
          key("grain", Values.oneOf(Grain.words())));

  static final Identity IDENTITY =
      Identity.of(
          new Compound("^" + SEQUENCE + "-(" + names() + ")$", "18-2025-01-13", DailyStatId::split),
          "t.sequence_id || '-' || to_char(t.day, case t.grain " + formats() + " end)",
          KEYS);

  private DailyStatId() {}

  /** Sequence, first day and grain, in the order of the keys. */
  private static List<Object> split(String id) {
    String[] parts = id.split("-", 2);
    if (parts.length == 2 && parts[0].matches(SEQUENCE)) {
      for (Grain grain : Grain.values()) {
        if (parts[1].matches(grain.pattern())) {
          return grain.firstDay(parts[1]).map(day -> split(parts[0], day, grain)).orElse(List.of());
        }
      }
    }
    return List.of();
  }

  private static List<Object> split(String sequence, LocalDate day, Grain grain) {
    try {
      return List.of(Long.valueOf(sequence), day, grain.word());
    } catch (NumberFormatException past64Bits) {
      return List.of();
    }
  }

  private static Attribute key(String column, ValueType<?> type) {
    return new Attribute(column, type, false, new Source.Stored(column), null, "");
  }

  private static String names() {
    return Arrays.stream(Grain.values()).map(Grain::pattern).collect(Collectors.joining("|"));
  }

  private static String formats() {
    return Arrays.stream(Grain.values())
        .map(grain -> "when '%s' then '%s'".formatted(grain.word(), grain.sqlFormat()))
        .collect(Collectors.joining(" "));
  }
}
