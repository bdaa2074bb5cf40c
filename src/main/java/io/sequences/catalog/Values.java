package io.sequences.catalog;

import java.util.List;

/** The words in which a resource type names the kinds of its values. */
public final class Values {

  /** True or false. */
  public static final ValueType<Boolean> BOOLEAN = new Flag();

  /** A date and time. */
  public static final ValueType<java.time.OffsetDateTime> MOMENT = new Moment();

  /** A date without a time. */
  public static final ValueType<java.time.LocalDate> DAY = new Day();

  /** A number with a fraction. */
  public static final ValueType<Double> NUMBER = new Fraction();

  /** A figure: 0 or more, 64 bits. */
  public static final ValueType<Long> FIGURE = new Whole(0, Long.MAX_VALUE);

  /** An integer above 0 that an integer column holds. */
  public static final ValueType<Long> POSITIVE = new Whole(1, Integer.MAX_VALUE);

  /** An integer not below 0 that an integer column holds. */
  public static final ValueType<Long> NOT_NEGATIVE = new Whole(0, Integer.MAX_VALUE);

  /** A text without a limit of its own. */
  public static final ValueType<String> LONG_TEXT = new Text(Integer.MAX_VALUE, false);

  private Values() {}

  /** A text of at most {@code max} code points. */
  public static ValueType<String> text(int max) {
    return new Text(max, false);
  }

  /** A text of at most {@code max} code points with something to read in it. */
  public static ValueType<String> notBlank(int max) {
    return new Text(max, true);
  }

  /** One of these words. */
  public static ValueType<String> oneOf(String... words) {
    return new Choice(List.of(words));
  }

  /**
   * A list of at most {@code maxItems} distinct texts of at most {@code maxLength} code points
   * each.
   */
  public static ValueType<String[]> listOf(int maxItems, int maxLength) {
    return new TextList(maxItems, maxLength);
  }
}
