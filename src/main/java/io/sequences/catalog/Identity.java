package io.sequences.catalog;

import java.util.List;
import java.util.function.Function;

/**
 * What tells the resources of a type apart: the id that clients see, and the columns by which the
 * database finds its row.
 *
 * @param attribute the id, by which clients filter and sort
 * @param keys the columns, unique together within an organisation; they give the order of ids
 * @param values what each of the columns has in the row of an id
 */
public record Identity(
    Attribute attribute, List<Attribute> keys, Function<Object, List<Object>> values) {

  /** An integer in the column {@code id}, unique among all organisations. */
  public static final Identity NUMBER =
      new Identity(ResourceType.ID, List.of(ResourceType.ID), List::of);

  /**
   * A text that is made of the values of some columns.
   *
   * @param sql the expression that makes it, over the row {@code t}
   */
  public static Identity of(Compound type, String sql, List<Attribute> keys) {
    Attribute attribute =
        new Attribute(
            ResourceType.ID.name(),
            type,
            false,
            new Source.Derived(sql),
            null,
            ResourceType.ID.description());
    return new Identity(attribute, List.copyOf(keys), id -> type.split().apply((String) id));
  }

  /** The kind of the id. */
  public ValueType<?> type() {
    return attribute.type();
  }

  /** Whether the id stands in one column, so that rows of other tables can point at it. */
  public boolean isColumn() {
    return keys.size() == 1;
  }
}
