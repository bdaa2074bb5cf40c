package io.sequences.mailing;

import io.sequences.catalog.Day;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How long a time a daily stat is about, and how such times are called. */
enum Grain {
  /** {@code 2026-03-01}. */
  DAY("[0-9]{4}-[0-9]{2}-[0-9]{2}", "YYYY-MM-DD") {
    @Override
    Optional<LocalDate> firstDay(String name) {
      return Day.parse(name);
    }
  },
  /** {@code 2026-W09}, by ISO 8601: days around New Year may lie in a week of the other year. */
  WEEK("[0-9]{4}-W[0-9]{2}", "IYYY-\"W\"IW") {
    @Override
    Optional<LocalDate> firstDay(String name) {
      try {
        return Optional.of(LocalDate.parse(name + "-1", DateTimeFormatter.ISO_WEEK_DATE))
            .filter(day -> day.getYear() >= 1);
      } catch (DateTimeException notInTheCalendar) {
        return Optional.empty();
      }
    }
  },
  /** {@code 2026-03}. */
  MONTH("[0-9]{4}-[0-9]{2}", "YYYY-MM") {
    @Override
    Optional<LocalDate> firstDay(String name) {
      return Day.parse(name + "-01");
    }
  };

  private final String pattern;
  private final String sqlFormat;

  Grain(String pattern, String sqlFormat) {
    this.pattern = pattern;
    this.sqlFormat = sqlFormat;
  }

  /**
   * The first day of the time of this name, which matches the pattern; nothing if there is none.
   */
  abstract Optional<LocalDate> firstDay(String name);

  /** What the names of such times match. */
  String pattern() {
    return pattern;
  }

  /** What {@code to_char} makes the name by, from any day of the time. */
  String sqlFormat() {
    return sqlFormat;
  }

  /** The word on the wire and in the database. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String[] words() {
    return Arrays.stream(values()).map(Grain::word).toArray(String[]::new);
  }
}
