package io.sequences.read;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/**
 * The lines of a table as RFC 4180 has them. Nothing there is an empty cell, and an empty text a
 * pair of quotes.
 */
public final class CsvTable {

  private static final String END = "\r\n";
  private static final String EMPTY_TEXT = "\"\"";

  /**
   * What may make a spreadsheet take a text for a formula; and the mark that keeps it from that.
   */
  private static final String SUSPICIOUS = "=+-@\t\r\n'";

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
    // A text that begins with the mark gets one as well, so that taking one away gives every text.
    String harmless = written && SUSPICIOUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return StringEscapeUtils.escapeCsv(harmless);
  }
}
