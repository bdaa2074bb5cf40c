package io.sequences;

/**
 * A setting with which the service could not do what it promises, so that it does not start. Its
 * message names the setting, its value and what it may be, and stands in the log as it is.
 */
public final class RefusedSettingException extends RuntimeException {

  /**
   * A refusal.
   *
   * @param property the name of the setting, as in the README
   * @param value that it has
   * @param bounds what it may be, to follow "it must be"
   */
  public RefusedSettingException(String property, Object value, String bounds) {
    super("%s is %s; it must be %s".formatted(property, value, bounds));
  }
}
