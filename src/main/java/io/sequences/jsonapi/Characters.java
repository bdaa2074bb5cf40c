package io.sequences.jsonapi;

/**
 * What may stand in a text: PostgreSQL stores no U+0000, and UTF-8 has no form for half a surrogate
 * pair.
 */
public final class Characters {

  private Characters() {}

  /** Says what in this text cannot be stored, or null when all of it can. */
  public static String flaw(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "must not contain U+0000";
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return "must not contain a lone surrogate";
        }
        i++;
      }
    }
    return null;
  }

  /** The text with every character that a log or a screen could trip over replaced by U+FFFD. */
  public static String printable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
