package io.sequences.read;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows as RFC 4180 has tables: the id, the shown attributes, and the ids of the targets of
 * the shown relationships to one. Nothing there is an empty cell, and an empty text a pair of
 * quotes.
 */
final class CsvWriter {

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

  private boolean begun;

  private static String header(Plan.Selection selection) {
    List<String> names = new ArrayList<>(List.of("id"));
    selection.attributes().forEach(attribute -> names.add(attribute.name()));
    selection.toOnes().forEach(toOne -> names.add(toOne.name() + ".id"));
    return String.join(",", names) + END;
  }

  /** A line for each row; before the first ones, a line with the names of the columns. */
  byte[] lines(Fetched fetched) {
    StringBuilder text = new StringBuilder(begun ? "" : header(fetched.selection()));
    begun = true;
    for (Tuple row : fetched.rows()) {
      line(text, fetched, row);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder text, Fetched fetched, Tuple row) {
    text.append(Columns.id(row));
    List<Attribute> attributes = fetched.selection().attributes();
    for (int i = 0; i < attributes.size(); i++) {
      text.append(',').append(cell(attributes.get(i), Columns.attribute(row, i)));
    }
    for (Relationship.ToOne toOne : fetched.columns().toOnes()) {
      Object target = fetched.columns().target(row, toOne);
      text.append(',').append(target == null ? "" : target.toString());
    }
    text.append(END);
  }

  private static String cell(Attribute attribute, Object value) {
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
