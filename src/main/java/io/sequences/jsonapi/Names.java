package io.sequences.jsonapi;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Helps a client whose spelling is nearly right. */
public final class Names {

  /** Further away than this, a name is another word and no slip. */
  private static final int LARGEST_SLIP = 3;

  private static final int LONGEST_QUOTE = 60;

  private Names() {}

  /** " Did you mean 'openCount'?" when a known name is near, else nothing. */
  public static String hint(String given, Collection<String> known) {
    if (given.length() > LONGEST_QUOTE) {
      return "";
    }
    LevenshteinDistance distance = new LevenshteinDistance(LARGEST_SLIP);
    return known.stream()
        .filter(name -> distance.apply(given, name) >= 0)
        .min(Comparator.comparing((String name) -> distance.apply(given, name)))
        .map(name -> " Did you mean '" + name + "'?")
        .orElse("");
  }

  /** "The type sequence has no attribute 'nmae'. Did you mean 'name'?" */
  public static String unknown(String type, String what, String given, Collection<String> known) {
    return "The type %s has no %s %s.%s".formatted(type, what, quote(given), hint(given, known));
  }

  /**
   * What the client sent, fit to stand in an error's text: quoted, cut, without control characters.
   */
  public static String quote(String given) {
    String cut = given.length() <= LONGEST_QUOTE ? given : given.substring(0, LONGEST_QUOTE) + "…";
    return "'" + Characters.printable(cut) + "'";
  }
}
