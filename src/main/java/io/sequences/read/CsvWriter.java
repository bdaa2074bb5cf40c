package io.sequences.read;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Writes rows as RFC 4180 has tables: the id, the shown attributes, and the ids of the targets of
 * the shown relationships to one. Nothing there is an empty cell, and an empty text a pair of
 * quotes.
 */
final class CsvWriter {

  private static final String END = "\r\n";
  private static final String EMPTY_TEXT = "\"\"";

  /**
   * What may make a spreadsheet take a text for a formula; and the mark that keeps it from that.
   */
  private static final String SUSPICIOUS = "=+-@\t\r\n'";

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
    // A text that begins with the mark gets one as well, so that taking one away gives every text.
    String harmless = written && SUSPICIOUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return StringEscapeUtils.escapeCsv(harmless);
  }
}
