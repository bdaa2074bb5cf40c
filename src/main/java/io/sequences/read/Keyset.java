package io.sequences.read;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Identity;
import io.sequences.catalog.ValueType;
import io.sequences.read.Plan.Order;
import io.sequences.read.Plan.Window;
import java.util.ArrayList;
import java.util.List;

/** Writes the condition that a row lies beyond a cursor, in the direction that the page goes. */
final class Keyset {

  private Keyset() {}

  /**
   * The condition for sort keys k1, k2 … and what the id is made of: beyond in k1, or equal in k1
   * and beyond in k2, and so on.
   */
  static String beyond(Identity identity, List<Order> sort, Window.Keyset window, Sql sql) {
    boolean ascending =
        sort.stream().noneMatch(order -> order.descending() || order.attribute().nullable());
    if (ascending && identity.isColumn()) {
      return comparison(sort, window, sql);
    }
    Cursor position = window.position();
    List<Order> keys = new ArrayList<>(sort);
    List<Object> values = new ArrayList<>(position.values());
    identity.keys().forEach(key -> keys.add(new Order(key, false)));
    values.addAll(identity.values().apply(position.id()));
    int last = keys.size() - 1;
    Attribute decisive = keys.get(last).attribute();
    String bound = sql.bind(values.get(last), decisive.type().sqlType());
    String condition = decisive.source().sql() + " " + operator(window) + " " + bound;
    for (int i = last - 1; i >= 0; i--) {
      Key key = Key.of(keys.get(i), values.get(i), window.backwards(), sql);
      condition = "(" + key.strictly + " or " + key.equal + " and " + condition + ")";
      if (i == 0 && key.range != null) {
        // Implied by the rest, and what an index on the first key can use.
        condition = "(" + key.range + " and " + condition + ")";
      }
    }
    return condition;
  }

  /**
   * The same where all keys ascend as the id does and none is null: a comparison of rows, for which
   * an index starts at the very row, however many share its sort values.
   */
  private static String comparison(List<Order> sort, Window.Keyset window, Sql sql) {
    Cursor position = window.position();
    List<String> keys = new ArrayList<>();
    List<String> bounds = new ArrayList<>();
    for (int i = 0; i < sort.size(); i++) {
      keys.add("(" + sort.get(i).attribute().sortSql() + ")");
      bounds.add(sql.bind(position.values().get(i), sort.get(i).attribute().sortType().sqlType()));
    }
    keys.add("t.id");
    bounds.add(sql.bind(position.id(), "bigint"));
    return "((%s) %s (%s))"
        .formatted(String.join(", ", keys), operator(window), String.join(", ", bounds));
  }

  private static String operator(Window.Keyset window) {
    return (window.backwards() ? "<" : ">") + (window.position().inclusive() ? "=" : "");
  }

  /**
   * One sort key against the cursor's value.
   *
   * @param range beyond or equal, where that is a plain comparison; else null
   */
  private record Key(String strictly, String equal, String range) {

    static Key of(Order order, Object value, boolean backwards, Sql sql) {
      String expression = "(" + order.attribute().sortSql() + ")";
      boolean nullable = order.attribute().nullable();
      if (value == null) {
        // Nulls are last: nothing lies after them, and everything else before.
        String strictly = backwards ? expression + " is not null" : "false";
        return new Key(strictly, expression + " is null", null);
      }
      ValueType<?> type = order.attribute().sortType();
      String bound = sql.bind(value, type.sqlType());
      String operator = order.descending() == backwards ? ">" : "<";
      List<String> beyond = new ArrayList<>();
      beyond.add(expression + " " + operator + " " + bound);
      if (nullable && !backwards) {
        beyond.add(expression + " is null");
      }
      if (nullable) {
        String notNull = expression + " is not null and ";
        beyond.set(0, "(" + notNull + beyond.get(0) + ")");
        return new Key(
            "(" + String.join(" or ", beyond) + ")",
            "(" + notNull + expression + " = " + bound + ")",
            null);
      }
      return new Key(
          beyond.get(0), expression + " = " + bound, expression + " " + operator + "= " + bound);
    }
  }
}
