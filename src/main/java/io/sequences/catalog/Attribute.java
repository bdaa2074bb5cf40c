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

  /**
   * Longer texts, and lists of texts, are ordered by their beginning, so that a cursor can carry
   * what it stands at.
   */
  private static final int LONGEST_SORT_KEY = 1_024;

  /** Whether a client may write it. */
  public boolean writable() {
    return write != null;
  }

  /** The expression that orders resources by this attribute. */
  public String sortSql() {
    if (type instanceof TextList) {
      // U+0001 comes before every other character, so lists are ordered by their elements.
      return beginning("array_to_string(" + source.sql() + ", chr(1))");
    }
    return type instanceof Text text && text.max() > LONGEST_SORT_KEY
        ? beginning(source.sql())
        : source.sql();
  }

  /**
   * The kind of value that {@link #sortSql()} gives; texts without the bounds on what is written.
   */
  public ValueType<?> sortType() {
    return type instanceof TextList || type instanceof Text ? Values.LONG_TEXT : type;
  }

  private static String beginning(String sql) {
    return "left(" + sql + ", " + LONGEST_SORT_KEY + ")";
  }
}
