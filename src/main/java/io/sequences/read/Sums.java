package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.catalog.Aggregate;
import java.util.stream.Collectors;

/** Writes the join that brings an aggregate to the rows {@code t}. */
final class Sums {

  private Sums() {}

  /** The sum for each row on its own, by index. */
  static String perRow(Aggregate aggregate) {
    String keys =
        aggregate.keys().entrySet().stream()
            .map(key -> " and l." + key.getKey() + " = t." + key.getValue())
            .collect(Collectors.joining());
    return " left join lateral (select %s from %s l where l.org_id = t.org_id%s%s) %s on true"
        .formatted(
            columns(aggregate), aggregate.table(), keys, condition(aggregate), aggregate.alias());
  }

  /** The sums for the rows of {@code page} at once, by index: row by row costs more. */
  static String perPage(Aggregate aggregate, Caller caller, Sql sql) {
    String onPage =
        aggregate.keys().entrySet().stream()
            .map(
                key ->
                    " and l.%s = any (array(select t.%s from page t))"
                        .formatted(key.getKey(), key.getValue()))
            .collect(Collectors.joining());
    return grouped(aggregate, onPage, caller, sql);
  }

  /** The sums for all of the organisation at once. */
  static String perOrganisation(Aggregate aggregate, Caller caller, Sql sql) {
    return grouped(aggregate, "", caller, sql);
  }

  private static String grouped(Aggregate aggregate, String narrowed, Caller caller, Sql sql) {
    String keys =
        aggregate.keys().keySet().stream().map(k -> "l." + k).collect(Collectors.joining(", "));
    String join =
        aggregate.keys().entrySet().stream()
            .map(k -> aggregate.alias() + "." + k.getKey() + " = t." + k.getValue())
            .collect(Collectors.joining(" and "));
    return " left join (select %s, %s from %s l where l.org_id = %s%s%s group by %s) %s on %s"
        .formatted(
            keys,
            columns(aggregate),
            aggregate.table(),
            sql.bind(caller.orgId(), "bigint"),
            narrowed,
            condition(aggregate),
            keys,
            aggregate.alias(),
            join);
  }

  private static String condition(Aggregate aggregate) {
    return aggregate.condition().isEmpty() ? "" : " and " + aggregate.condition();
  }

  private static String columns(Aggregate aggregate) {
    return aggregate.sums().entrySet().stream()
        .map(sum -> sum.getValue() + " as " + sum.getKey())
        .collect(Collectors.joining(", "));
  }
}
