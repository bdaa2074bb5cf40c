package io.sequences.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sums over rows that belong to a resource, from which one or more of its attributes are read:
 * computed for just the resources of a page, or for all of an organisation when a query filters or
 * sorts by one, and none of them when nobody asks for it.
 *
 * @param alias the name by which attribute expressions refer to it
 * @param table the table or view that is summed; it has an {@code org_id}
 * @param keys columns of that table, each with the column of the resource's table that it equals
 * @param condition which of its rows {@code l} count; empty for all
 * @param sums the sums over the table, by the name that attribute expressions give each
 */
public record Aggregate(
    String alias,
    String table,
    SortedMap<String, String> keys,
    String condition,
    SortedMap<String, String> sums) {

  /** Sorted keys and sums give a statement the same text in every process. */
  public Aggregate(
      String alias,
      String table,
      Map<String, String> keys,
      String condition,
      Map<String, String> sums) {
    this(alias, table, sorted(keys), condition, sorted(sums));
  }

  /** Over all rows that belong to the resource. */
  public Aggregate(String alias, String table, Map<String, String> keys, Map<String, String> sums) {
    this(alias, table, keys, "", sums);
  }

  private static SortedMap<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** The aggregates that these values are read from, each with only the sums that they name. */
  public static List<Aggregate> neededBy(Collection<Source> sources) {
    Map<Aggregate, Set<String>> needed = new LinkedHashMap<>();
    for (Source source : sources) {
      if (source instanceof Source.Counted counted) {
        needed.computeIfAbsent(counted.over(), nothing -> new TreeSet<>()).addAll(counted.sums());
      }
    }
    return needed.entrySet().stream().map(each -> each.getKey().only(each.getValue())).toList();
  }

  private Aggregate only(Set<String> names) {
    SortedMap<String, String> some = new TreeMap<>(sums);
    some.keySet().retainAll(names);
    return new Aggregate(alias, table, keys, condition, some);
  }
}
