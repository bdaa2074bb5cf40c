package io.sequences.catalog;

import java.util.Optional;

/**
 * Where the value of an attribute stands in the database. In its SQL, {@code t} is the resource's
 * own row.
 */
public sealed interface Source {

  /** The value as an SQL expression. */
  String sql();

  /** The sum that the expression reads from, if any. */
  default Optional<Aggregate> aggregate() {
    return Optional.empty();
  }

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
    @Override
    public Optional<Aggregate> aggregate() {
      return Optional.of(over);
    }
  }
}
