package io.sequences.read;

import io.sequences.catalog.Relationship;
import io.sequences.read.Plan.Selection;
import io.vertx.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of one selection, and what came with them.
 *
 * @param linkage for each to-many relationship that names its resources: their ids, by the id of
 *     the row
 * @param included the rows of each included relationship
 */
record Fetched(
    Columns columns,
    List<Row> rows,
    Map<Relationship, Map<Long, List<Long>>> linkage,
    Map<Relationship, Fetched> included) {

  Fetched(Selection selection, List<Row> rows) {
    this(new Columns(selection), rows, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  Selection selection() {
    return columns.selection();
  }
}
