package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.catalog.Aggregate;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.Source;
import io.sequences.read.Plan.Order;
import io.sequences.read.Plan.Selection;
import io.sequences.read.Plan.Window;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the statements of a plan: one for the page, one for the total if it is needed, one for
 * each edge to many and each include, never one per row. The organisation and the caller's view are
 * added here and nowhere else.
 *
 * <p>A statement that shows resources has two levels: {@code page} decides which rows, {@code
 * select} decorates just those with attributes, so that figures cost by the page and not by the
 * collection.
 */
@Singleton
final class SqlWriter {

  /** Counting stops here. */
  static final int MAX_COUNT = 2_000_000;

  private final Catalog catalog;

  SqlWriter(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The rows of the page and one more, which tells whether there is a further page. */
  Sql page(Plan plan) {
    Sql sql = new Sql();
    Window window = plan.window();
    boolean backwards = window instanceof Window.Keyset keyset && keyset.backwards();
    sql.add("with page as materialized (select t.*");
    for (int i = 0; i < plan.sort().size(); i++) {
      sql.add(", " + plan.sort().get(i).attribute().sortSql() + " as k" + i);
    }
    candidates(plan, sql);
    if (window instanceof Window.Keyset keyset && keyset.position() != null) {
      sql.add(" and " + Keyset.beyond(plan.sort(), keyset, sql));
    }
    order(plan.sort(), backwards, sql);
    sql.add(" limit " + sql.bind((long) window.size() + 1, "bigint"));
    if (window instanceof Window.Offset offset) {
      sql.add(" offset " + sql.bind((long) offset.offset(), "bigint"));
    }
    sql.add(")");
    List<String> extra = new ArrayList<>();
    for (int i = 0; i < plan.sort().size(); i++) {
      extra.add("t.k" + i);
    }
    decorate(plan.selection(), plan.caller(), extra, sql);
    sql.add(" order by ");
    for (int i = 0; i < plan.sort().size(); i++) {
      sql.add("t.k" + i + (plan.sort().get(i).descending() ? " desc" : " asc") + " nulls last, ");
    }
    return sql.add("t.id");
  }

  /** How many rows match, up to the limit of counting and one more. */
  Sql total(Plan plan) {
    Sql sql = new Sql().add("select count(*) from (select 1");
    candidates(plan, sql);
    return sql.add(" limit " + (MAX_COUNT + 1) + ") c");
  }

  /**
   * Whether any row lies on the near side of the cursor, the side that the page turns its back to:
   * the first row of the page that goes the other way, so that an index finds it as it finds the
   * page.
   */
  Sql behind(Plan plan, Window.Keyset window) {
    Window.Keyset turned = window.turned();
    Sql sql = new Sql().add("select 1");
    candidates(plan, sql);
    sql.add(" and " + Keyset.beyond(plan.sort(), turned, sql));
    order(plan.sort(), turned.backwards(), sql);
    return sql.add(" limit 1");
  }

  private static void order(List<Order> sort, boolean backwards, Sql sql) {
    sql.add(" order by ");
    for (Order order : sort) {
      boolean descending = order.descending() != backwards;
      sql.add(order.attribute().sortSql() + (descending ? " desc" : " asc"));
      // Where there are no nulls, the word would only keep an index from giving this order.
      String nulls = backwards ? " nulls first" : " nulls last";
      sql.add((order.attribute().nullable() ? nulls : "") + ", ");
    }
    sql.add(backwards ? "t.id desc" : "t.id asc");
  }

  /** One resource by its id. */
  Sql one(Selection selection, Caller caller, long id) {
    return byColumn(selection, caller, "id", List.of(id), "");
  }

  /**
   * One resource by its id, to the writer who has just changed it, whether or not he may see it any
   * longer.
   */
  Sql written(Selection selection, Caller caller, long id) {
    Sql sql = new Sql();
    sql.add("with page as materialized (select t.* from " + selection.type().table() + " t");
    sql.add(" where t.org_id = " + sql.bind(caller.orgId(), "bigint"));
    sql.add(" and t.id = " + sql.bind(id, "bigint") + ")");
    decorate(selection, caller, List.of(), sql);
    return sql;
  }

  /** The included resources with these ids. */
  Sql included(Selection selection, Caller caller, List<Long> ids) {
    return byColumn(selection, caller, "id", ids, "");
  }

  /**
   * The included resources that lead back to these, each with the id that it leads to, at most
   * {@code limit}.
   */
  Sql included(
      Selection selection,
      Caller caller,
      Relationship.Many relationship,
      List<Long> ids,
      int limit) {
    String column = inverseColumn(relationship);
    Sql sql = byColumn(selection, caller, column, ids, " limit " + limit, "t." + column);
    return sql.add(" order by t." + column + ", " + order(relationship) + "t.id");
  }

  /** The ids of the resources that lead back to these, each with the id that it leads to. */
  Sql linkage(Relationship.Many relationship, Caller caller, List<Long> ids) {
    ResourceType target = catalog.target(relationship);
    String column = "t." + inverseColumn(relationship);
    Sql sql = new Sql().add("select t.id, " + column);
    visibleRows(target, caller, sql);
    sql.add(" and " + column + " = any (" + sql.bind(ids.toArray(Long[]::new), "bigint[]") + ")");
    return sql.add(" order by " + column + ", " + order(relationship) + "t.id");
  }

  private Sql byColumn(
      Selection selection,
      Caller caller,
      String column,
      List<Long> ids,
      String limit,
      String... extra) {
    Sql sql = new Sql().add("with page as materialized (select t.*");
    visibleRows(selection.type(), caller, sql);
    sql.add(" and t." + column + " = any (");
    sql.add(sql.bind(ids.toArray(Long[]::new), "bigint[]") + ")" + limit + ")");
    decorate(selection, caller, List.of(extra), sql);
    return sql;
  }

  /**
   * From the rows of the type, those of the organisation that the caller sees and that meet every
   * condition.
   */
  private void candidates(Plan plan, Sql sql) {
    StringBuilder joins = new StringBuilder();
    for (Aggregate aggregate : plan.aggregates()) {
      joins.append(
          plan.narrow() ? perRow(aggregate) : perOrganisation(aggregate, plan.caller(), sql));
    }
    visibleRows(plan.type(), plan.caller(), joins.toString(), sql);
    for (Plan.Condition condition : plan.conditions()) {
      sql.add(" and " + condition(condition, plan, sql));
    }
  }

  private static void visibleRows(ResourceType type, Caller caller, Sql sql) {
    visibleRows(type, caller, "", sql);
  }

  private static void visibleRows(ResourceType type, Caller caller, String joins, Sql sql) {
    sql.add(" from " + type.table() + " t" + joins);
    sql.add(" where t.org_id = " + sql.bind(caller.orgId(), "bigint"));
    sql.add(" and " + new Visibility(caller, id -> sql.bind(id, "bigint")).visible(type, "t"));
  }

  private String condition(Plan.Condition condition, Plan plan, Sql sql) {
    if (condition.via() == null) {
      return anyOf(condition, condition.attribute().source().sql(), sql);
    }
    if (condition.via() instanceof Relationship.ToOne toOne
        && condition.attribute().equals(ResourceType.ID)) {
      return anyOf(condition, "t." + toOne.column(), sql);
    }
    ResourceType target = catalog.target(condition.via());
    String rows =
        " from %s f where f.org_id = t.org_id and %s and %s"
            .formatted(
                target.table(),
                joined(condition.via()),
                new Visibility(plan.caller(), id -> sql.bind(id, "bigint")).visible(target, "f"));
    boolean absence = condition.anyOf().stream().anyMatch(Test.Null.class::isInstance);
    String exists =
        "exists (select 1"
            + rows
            + " and "
            + anyOf(
                condition, "f." + ((Source.Stored) condition.attribute().source()).column(), sql)
            + ")";
    return absence ? "(" + exists + " or not exists (select 1" + rows + "))" : exists;
  }

  private String joined(Relationship via) {
    return via instanceof Relationship.ToOne toOne
        ? "f.id = t." + toOne.column()
        : "f." + inverseColumn((Relationship.Many) via) + " = t.id";
  }

  private static String anyOf(Plan.Condition condition, String expression, Sql sql) {
    return condition.anyOf().stream()
        .map(test -> test.condition("(" + expression + ")", condition.attribute().type(), sql))
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  private String inverseColumn(Relationship.Many relationship) {
    return catalog.target(relationship).toOne(relationship.inverse()).column();
  }

  private static String order(Relationship.Many relationship) {
    return relationship instanceof Relationship.ToMany toMany && toMany.orderBy() != null
        ? "t." + toMany.orderBy() + ", "
        : "";
  }

  /**
   * From the rows of {@code page}, what the selection shows, in the order that {@link Columns}
   * counts on.
   */
  private static void decorate(Selection selection, Caller caller, List<String> extra, Sql sql) {
    Set<Aggregate> aggregates = new LinkedHashSet<>();
    sql.add(" select t.id");
    for (Attribute attribute : selection.attributes()) {
      sql.add(", " + attribute.source().sql());
      attribute.source().aggregate().ifPresent(aggregates::add);
    }
    for (Relationship.ToOne toOne : selection.toOnes()) {
      sql.add(", t." + toOne.column());
    }
    if (selection.authorizationMeta()) {
      Visibility visibility = new Visibility(caller, id -> sql.bind(id, "bigint"));
      sql.add(", " + visibility.writable(selection.type(), "t"));
      sql.add(", " + visibility.deletable(selection.type(), "t"));
    }
    extra.forEach(column -> sql.add(", " + column));
    sql.add(" from page t");
    aggregates.forEach(aggregate -> sql.add(perRow(aggregate)));
  }

  /** The sum for each row on its own, by index. */
  private static String perRow(Aggregate aggregate) {
    String keys =
        aggregate.keys().entrySet().stream()
            .map(key -> " and l." + key.getKey() + " = t." + key.getValue())
            .collect(Collectors.joining());
    return " left join lateral (select %s from %s l where l.org_id = t.org_id%s) %s on true"
        .formatted(aggregate.columns(), aggregate.table(), keys, aggregate.alias());
  }

  /** The sums for all of the organisation at once. */
  private static String perOrganisation(Aggregate aggregate, Caller caller, Sql sql) {
    String keys =
        aggregate.keys().keySet().stream().map(k -> "l." + k).collect(Collectors.joining(", "));
    String join =
        aggregate.keys().entrySet().stream()
            .map(k -> aggregate.alias() + "." + k.getKey() + " = t." + k.getValue())
            .collect(Collectors.joining(" and "));
    return " left join (select %s, %s from %s l where l.org_id = %s group by %s) %s on %s"
        .formatted(
            keys,
            aggregate.columns(),
            aggregate.table(),
            sql.bind(caller.orgId(), "bigint"),
            keys,
            aggregate.alias(),
            join);
  }
}
