package io.sequences.read;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lines of a table as RFC 4180 has them. Nothing there is an empty cell, and an empty text a
 * pair of quotes.
 */
public final class CsvTable {

  private static final String END = "\r\n";
  private static final String EMPTY_TEXT = "\"\"";

  /** Keeps a spreadsheet from taking a text for a formula. */
  private static final char MARK = '\'';

  /** What begins a formula, in both widths. */
  private static final String SIGNS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  private static final String TABS_AND_BREAKS = "\t\r\n";

  /**
   * What a spreadsheet may split at, whatever it is told: some take semicolons and tabs along with
   * commas, and leave alone what is quoted.
   */
  private static final String SEPARATORS = ",;\t\r\n";

  private CsvTable() {}

  /** The names of the columns: the id, the attributes, the ids of targets. */
  public static String header(
      Collection<Attribute> attributes, Collection<Relationship.ToOne> toOnes) {
    List<String> names = new ArrayList<>(List.of("id"));
    attributes.forEach(attribute -> names.add(attribute.name()));
    toOnes.forEach(toOne -> names.add(toOne.name() + ".id"));
    return line(names);
  }

  /** A line of cells, which are as they are to stand there. */
  public static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(",", "", END));
  }

  /** The cell of an id, or of none. */
  public static String cell(Object id) {
    return id == null ? "" : id.toString();
  }

  /** The cell of a value that an attribute has, or of null. */
  public static String cell(Attribute attribute, Object value) {
    if (value == null) {
      return "";
    }
    String text = attribute.type().text(value);
    if (text.isEmpty()) {
      return EMPTY_TEXT;
    }
    boolean written = value instanceof String || value instanceof String[];
    return quoted(written && isSuspicious(text) ? MARK + text : text);
  }

  /**
   * Whether a spreadsheet may take a text for a formula, also by a sign behind characters that it
   * does not show. A text that begins with the mark gets one as well, so that taking one away gives
   * every text.
   */
  private static boolean isSuspicious(String text) {
    char first = text.charAt(0);
    if (first == MARK || TABS_AND_BREAKS.indexOf(first) >= 0) {
      return true;
    }
    int at = 0;
    while (at < text.length() && isUnseen(text.charAt(at))) {
      at++;
    }
    return at < text.length() && SIGNS.indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isUnseen(char c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == '"' || SEPARATORS.indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
