package io.sequences.read;

import io.sequences.catalog.Relationship;
import io.sequences.read.Plan.Selection;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of one selection, and what came with them.
 *
 * @param linkage the ids that relationships to many name, in all of the document
 * @param included the rows of each included relationship
 */
record Fetched(
    Columns columns, List<Tuple> rows, Linkage linkage, Map<Relationship, Fetched> included) {

  Fetched(Selection selection, List<Tuple> rows, Linkage linkage) {
    this(new Columns(selection), rows, linkage, new LinkedHashMap<>());
  }

  Selection selection() {
    return columns.selection();
  }
}
