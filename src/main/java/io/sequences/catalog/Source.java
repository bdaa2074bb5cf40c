package io.sequences.catalog;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the value of an attribute stands in the database. In its SQL, {@code t} is the resource's
 * own row.
 */
public sealed interface Source {

  /** The value as an SQL expression. */
  String sql();

  /** A column of the resource's table. */
  record Stored(String column) implements Source {
    @Override
    public String sql() {
      return "t." + column;
    }
  }

  /** An expression over the columns of the resource's row. */
  record Derived(String sql) implements Source {}

  /**
   * An expression over an aggregate, and perhaps the row's columns.
   *
   * @param sums the names of the sums that it reads
   */
  record Counted(Aggregate over, String sql, Set<String> sums) implements Source {

    /** Refuses an expression that names no sum, or one that the aggregate does not have. */
    static Counted of(Aggregate over, String sql) {
      Set<String> named =
          Pattern.compile("\\b" + over.alias() + "\\.(\\w+)")
              .matcher(sql)
              .results()
              .map(match -> match.group(1))
              .collect(Collectors.toUnmodifiableSet());
      if (named.isEmpty() || !over.sums().keySet().containsAll(named)) {
        throw new IllegalStateException(sql + " names sums that " + over.table() + " has not");
      }
      return new Counted(over, sql, named);
    }
  }
}
