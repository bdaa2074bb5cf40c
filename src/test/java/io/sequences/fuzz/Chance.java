package io.sequences.fuzz;

import java.util.List;
import java.util.Random;

/** What a request is made by: all of it follows from a seed. */
final class Chance {

  /**
   * Texts that services trip over, each in a way of its own; none looks like what may not leave.
   */
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1.5",
          "1e400",
          "007",
          "9223372036854775807",
          "9223372036854775808",
          "2147483648",
          "true",
          "null",
          "NaN",
          "__null__",
          "__notnull__",
          "inf",
          "neginf",
          "..",
          "1..",
          "..5",
          "1..inf",
          "neginf..inf",
          "5..1",
          "a,b",
          ",",
          ",,",
          "1,2,3",
          "[]",
          "{}",
          "[",
          "]",
          "'",
          "''",
          "\"",
          "\\",
          "\\u0000",
          "\0",
          "%",
          "%00",
          "%zz",
          "_",
          "*",
          "?",
          "$1",
          "${x}",
          "{{x}}",
          "'; drop table x; --",
          "' or ''='",
          "1) or (1=1",
          "x::int",
          "name desc",
          "id",
          "-id",
          "../..",
          "/",
          "//",
          "a.b",
          "a.b.c.d",
          "owner",
          "sequence",
          "createdAt",
          "version",
          "deletedAt",
          "externalId",
          "2026-03-01",
          "2026-03-01T10:00:00Z",
          "2026-03-01T10:00:00.123456789Z",
          "2026-02-30",
          "9999-12-31T23:59:59Z",
          "+99999-01-01T00:00:00Z",
          "0000-01-01",
          "-0001-01-01T00:00:00Z",
          "2026-03-01..2026-03-02",
          "2026-W09",
          "2026-03",
          "1-2026-W54",
          "é",
          "e\u0301",
          "😀",
          "\ud83d",
          "\udc00\ud800",
          "\u202e",
          "\ufeff",
          "\uffff",
          "\u0001",
          "\u007f",
          "\u2028",
          "ß",
          "İ",
          "<b>&amp;</b>",
          "a\tb",
          "private",
          "shared",
          "finish",
          "pause",
          "scheduled",
          "delivered");

  private final Random random;

  /** Of the request of this number in the run of a seed. */
  Chance(long seed, long number) {
    random = new Random(seed * 0x9E3779B97F4A7C15L + number * 0xC2B2AE3D27D4EB4FL);
  }

  /** A number from 0 on, below this one. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int times) {
    return below(times) == 0;
  }

  <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** A text that services trip over: one of those known, several in a row, or any characters. */
  String text() {
    return switch (below(12)) {
      case 0 -> of(HOSTILE) + of(HOSTILE);
      case 1 -> of(HOSTILE) + "," + of(HOSTILE);
      case 2 -> of(HOSTILE) + ".." + of(HOSTILE);
      case 3 -> of(HOSTILE).repeat(below(300));
      case 4 ->
          random
              .ints(below(12), 0, 0x10000)
              .mapToObj(c -> "" + (char) c)
              .reduce("", String::concat);
      case 5 -> Long.toString(random.nextLong());
      default -> of(HOSTILE);
    };
  }
}
