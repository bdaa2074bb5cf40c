package io.sequences.catalog;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sum over rows that belong to a resource, from which one or more of its attributes are read:
 * computed for just the resources of a page, or for all of an organisation when a query filters or
 * sorts by it, and not at all when nobody asks for it.
 *
 * @param alias the name by which attribute expressions refer to it
 * @param table the table or view that is summed; it has an {@code org_id}
 * @param keys columns of that table, each with the column of the resource's table that it equals
 * @param condition which of its rows {@code l} count
 * @param columns the select list: sums over the table, each with a name
 */
public record Aggregate(
    String alias, String table, Map<String, String> keys, String condition, String columns) {

  /** Sorted keys give a statement the same text in every process. */
  public Aggregate {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  /** Over all rows that belong to the resource. */
  public Aggregate(String alias, String table, Map<String, String> keys, String columns) {
    this(alias, table, keys, "true", columns);
  }
}
