package io.sequences.catalog;

/**
 * A value that its attribute does not take. The message completes "The value …"; there is no stack
 * trace.
 */
public final class InvalidValue extends RuntimeException {

  private final boolean tooLong;

  private InvalidValue(String message, boolean tooLong) {
    super(message, null, false, false);
    this.tooLong = tooLong;
  }

  /** A value of the wrong kind or out of bounds. */
  public static InvalidValue because(String message) {
    return new InvalidValue(message, false);
  }

  /** A text with more code points than its attribute holds. */
  static InvalidValue tooLong(int max) {
    return new InvalidValue("must have at most " + max + " characters", true);
  }

  /** Whether only the length is wrong. */
  public boolean isTooLong() {
    return tooLong;
  }
}
