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

  /** An expression over an aggregate, and perhaps the row's columns. */
  record Counted(Aggregate over, String sql) implements Source {

    /** Refuses an expression that names no sum, or one that the aggregate does not have. */
    public Counted {
      Set<String> named = named(over, sql);
      if (named.isEmpty() || !over.sums().keySet().containsAll(named)) {
        throw new IllegalStateException(sql + " names sums that " + over.table() + " has not");
      }
    }

    /** The names of the sums that it reads. */
    Set<String> sums() {
      return named(over, sql);
    }

    private static Set<String> named(Aggregate over, String sql) {
      return Pattern.compile("\\b" + over.alias() + "\\.(\\w+)")
          .matcher(sql)
          .results()
          .map(match -> match.group(1))
          .collect(Collectors.toSet());
    }
  }
}
