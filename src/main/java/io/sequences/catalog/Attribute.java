package io.sequences.catalog;

import java.util.function.BiConsumer;

/**
 * One attribute of a resource type. Every attribute can be filtered and sorted by.
 *
 * @param name the name on the wire
 * @param nullable whether it may be null, in an answer as in a write
 * @param write sets the value on the entity, or null when clients may not write it
 * @param description one sentence for the OpenAPI document
 */
public record Attribute(
    String name,
    ValueType<?> type,
    boolean nullable,
    Source source,
    BiConsumer<Object, Object> write,
    String description) {

  /** Longer texts are ordered by their beginning, so that a cursor can carry what it stands at. */
  private static final int LONGEST_SORT_KEY = 1_024;

  /** Whether a client may write it. */
  public boolean writable() {
    return write != null;
  }

  /**
   * Whether a create must bring it: a text that may be neither null nor blank has no default to
   * fall back on.
   */
  public boolean neededByCreate() {
    return writable() && !nullable && type instanceof Text text && text.notBlank();
  }

  /** The expression that orders resources by this attribute. */
  public String sortSql() {
    return type instanceof Text text && text.max() > LONGEST_SORT_KEY
        ? "left(" + source.sql() + ", " + LONGEST_SORT_KEY + ")"
        : source.sql();
  }
}
