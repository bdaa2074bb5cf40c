package io.sequences.read;

import io.sequences.catalog.TextList;
import io.sequences.catalog.ValueType;
import java.util.List;
import java.util.stream.Collectors;

/** A test of one typed value, which each kind writes as an SQL condition. */
sealed interface Test {

  /**
   * The condition that {@code expression}, of this type, passes the test; null counts as false.
   *
   * @param sql takes the parameters
   */
  String condition(String expression, ValueType<?> type, Sql sql);

  /** One of these values; of a list, has one of these elements. */
  record OneOf(List<Object> values) implements Test {
    @Override
    public String condition(String expression, ValueType<?> type, Sql sql) {
      Object array = type.array(values);
      if (type instanceof TextList) {
        return expression + " && " + sql.bind(array, type.sqlType());
      }
      if (values.size() == 1) {
        return expression + " = " + sql.bind(values.get(0), type.sqlType());
      }
      return expression + " = any (" + sql.bind(array, type.sqlType() + "[]") + ")";
    }
  }

  /** Another value than this, or none; of a list, lacks this element. */
  record Not(Object value) implements Test {
    @Override
    public String condition(String expression, ValueType<?> type, Sql sql) {
      return type instanceof TextList
          ? "not " + sql.bind(value, "text") + " = any (" + expression + ")"
          : expression + " is distinct from " + sql.bind(value, type.sqlType());
    }
  }

  /**
   * On one side of a bound.
   *
   * @param operator a comparison in SQL
   */
  record Compare(String operator, Object bound) implements Test {
    @Override
    public String condition(String expression, ValueType<?> type, Sql sql) {
      return expression + " " + operator + " " + sql.bind(bound, type.sqlType());
    }
  }

  /**
   * On the right side of every bound: a range, or a day. No bound leaves the values that are not
   * null.
   */
  record Within(List<Compare> bounds) implements Test {
    @Override
    public String condition(String expression, ValueType<?> type, Sql sql) {
      return bounds.isEmpty()
          ? expression + " is not null"
          : bounds.stream()
              .map(bound -> bound.condition(expression, type, sql))
              .collect(Collectors.joining(" and ", "(", ")"));
    }
  }

  /** Beyond a bound, or null: the opposite of a day. */
  record Outside(Within range) implements Test {
    @Override
    public String condition(String expression, ValueType<?> type, Sql sql) {
      return "(" + expression + " is null or not " + range.condition(expression, type, sql) + ")";
    }
  }

  /** Null. */
  record Null() implements Test {
    @Override
    public String condition(String expression, ValueType<?> type, Sql sql) {
      return expression + " is null";
    }
  }

  /** Not null. */
  record NotNull() implements Test {
    @Override
    public String condition(String expression, ValueType<?> type, Sql sql) {
      return expression + " is not null";
    }
  }
}
