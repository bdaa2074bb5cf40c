package io.sequences.read;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows as lines of a {@link CsvTable}: the id, the shown attributes, and the ids of the
 * targets of the shown relationships to one.
 */
final class CsvWriter {

  private boolean begun;

  /** A line for each row; before the first ones, a line with the names of the columns. */
  byte[] lines(Fetched fetched) {
    StringBuilder text = new StringBuilder(begun ? "" : header(fetched.selection()));
    begun = true;
    for (Tuple row : fetched.rows()) {
      text.append(line(fetched, row));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String header(Plan.Selection selection) {
    return CsvTable.header(selection.attributes(), selection.toOnes());
  }

  private static String line(Fetched fetched, Tuple row) {
    List<String> cells = new ArrayList<>();
    cells.add(CsvTable.cell(Columns.id(row)));
    List<Attribute> attributes = fetched.selection().attributes();
    for (int i = 0; i < attributes.size(); i++) {
      cells.add(CsvTable.cell(attributes.get(i), Columns.attribute(row, i)));
    }
    for (Relationship.ToOne toOne : fetched.columns().toOnes()) {
      cells.add(CsvTable.cell(fetched.columns().target(row, toOne)));
    }
    return CsvTable.line(cells);
  }
}
