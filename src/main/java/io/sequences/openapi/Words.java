package io.sequences.openapi;

import java.util.Locale;

/** Spells the camelCase names of the wire for people and for code generators. */
final class Words {

  private Words() {}

  /** {@code sequenceStep} to {@code SequenceStep}. */
  static String capitalised(String camelCase) {
    return camelCase.substring(0, 1).toUpperCase(Locale.ROOT) + camelCase.substring(1);
  }

  /** {@code sequenceStep} to {@code sequence step}. */
  static String spaced(String camelCase) {
    StringBuilder spaced = new StringBuilder();
    for (int i = 0; i < camelCase.length(); i++) {
      char c = camelCase.charAt(i);
      if (Character.isUpperCase(c)) {
        spaced.append(' ').append(Character.toLowerCase(c));
      } else {
        spaced.append(c);
      }
    }
    return spaced.toString();
  }
}
