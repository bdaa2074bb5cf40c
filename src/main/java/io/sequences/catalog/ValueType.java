package io.sequences.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A kind of value with its bounds: how it is read from a body and from a filter, bound in SQL,
 * written to JSON and described to clients. Null is a value of none of them; the attribute says
 * whether it may be null.
 *
 * @param <T> what a value is in Java, and what the PostgreSQL client takes and gives
 */
public sealed interface ValueType<T>
    permits Choice, Compound, Day, Flag, Fraction, Moment, Text, TextList, Whole {

  /** The SQL type that a parameter of this kind is cast to. */
  String sqlType();

  /** Whether a filter may ask for a range in the default grammar; where not, ".." is plain text. */
  boolean hasRanges();

  /** Whether two values can be compared by size. */
  default boolean isOrdered() {
    return true;
  }

  /** Whether values are points in time, to the day or more precise. */
  default boolean isTime() {
    return false;
  }

  /** The value of a JSON node that is not null; nothing is coerced. */
  T fromJson(JsonNode node) throws InvalidValue;

  /** The value that a filter compares with; for a list, one of its elements. */
  Object fromFilter(String text) throws InvalidValue;

  /** Values that a filter compares with, as the database client takes an array of them. */
  Object[] array(List<?> values);

  /** Writes a value that is not null, as the database client gave it. */
  void write(JsonGenerator out, Object value) throws IOException;

  /** The text of a value that is not null, for where there is no JSON: the same without quotes. */
  default String text(Object value) {
    return value.toString();
  }

  /** The kind as JSON Schema keywords. */
  Map<String, Object> schema();
}
