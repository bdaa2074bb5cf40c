package io.sequences.read;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what finds the rows {@code t} of a type by their ids, and puts them in order. */
final class Keys {

  private Keys() {}

  /** The id as an expression. */
  static String id(Identity identity) {
    return identity.attribute().source().sql();
  }

  /** The condition that a row has one of these ids. */
  static String anyOf(Identity identity, List<?> ids, Sql sql) {
    String condition = in(identity.attribute(), ids, sql);
    return identity.isColumn() ? condition : narrowed(identity, ids, sql) + " and " + condition;
  }

  /**
   * What a row with one of these ids has in each of the columns that the id is made of: implied by
   * the id, and what an index can use.
   */
  static String narrowed(Identity identity, List<?> ids, Sql sql) {
    List<List<Object>> values = ids.stream().map(id -> identity.values().apply(id)).toList();
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < identity.keys().size(); i++) {
      int column = i;
      List<Object> distinct = values.stream().map(each -> each.get(column)).distinct().toList();
      conditions.add(in(identity.keys().get(i), distinct, sql));
    }
    return String.join(" and ", conditions);
  }

  private static String in(Attribute attribute, List<?> values, Sql sql) {
    String array = sql.bind(attribute.type().array(values), attribute.type().sqlType() + "[]");
    return attribute.source().sql() + " = any (" + array + ")";
  }

  /** The order of ids, as sort keys of a statement. */
  static String order(Identity identity, String direction) {
    return identity.keys().stream()
        .map(key -> key.source().sql() + direction)
        .collect(Collectors.joining(", "));
  }
}
