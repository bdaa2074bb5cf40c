package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.catalog.Aggregate;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Identity;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.Source;
import io.sequences.read.Plan.Order;
import io.sequences.read.Plan.Selection;
import io.sequences.read.Plan.Window;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the statements of a plan: one for the page, one for the total if it is needed, one for
 * each edge to many and each include, never one per row. The organisation and the caller's view are
 * added here, to all of them but the answer to a write, whose row the writer has just had in hand.
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
  private final Candidates candidates;

  SqlWriter(Catalog catalog) {
    this.catalog = catalog;
    this.candidates = new Candidates(catalog);
  }

  /** The rows of the page and one more, which tells whether there is a further page. */
  Sql page(Plan plan) {
    TwoLevels levels = new TwoLevels();
    Sql sql = levels.rows();
    Window window = plan.window();
    boolean backwards = window instanceof Window.Keyset keyset && keyset.backwards();
    for (int i = 0; i < plan.sort().size(); i++) {
      sql.add(", " + plan.sort().get(i).attribute().sortSql() + " as " + TwoLevels.sortKey(i));
    }
    candidates.of(plan, sql);
    if (window instanceof Window.Keyset keyset && keyset.position() != null) {
      sql.add(" and " + Keyset.beyond(plan.type().id(), plan.sort(), keyset, sql));
    }
    order(plan, backwards, sql);
    sql.add(" limit " + sql.bind((long) window.size() + 1, "bigint"));
    if (window instanceof Window.Offset offset) {
      sql.add(" offset " + sql.bind((long) offset.offset(), "bigint"));
    }
    List<String> extra = new ArrayList<>();
    for (int i = 0; i < plan.sort().size(); i++) {
      extra.add("t." + TwoLevels.sortKey(i));
    }
    decorate(plan.selection(), plan.caller(), extra, levels);
    sql.add(" order by ");
    for (int i = 0; i < plan.sort().size(); i++) {
      sql.add(extra.get(i) + (plan.sort().get(i).descending() ? " desc" : " asc"));
      sql.add(" nulls last, ");
    }
    sql.add(Keys.order(plan.type().id(), ""));
    return levels.whole();
  }

  /**
   * The ids of all rows, in order, each with the bytes of those texts of it that are shown and have
   * no limit: how much a row has in memory does not follow from others'.
   */
  Sql ids(Plan plan, Selection shown) {
    Sql sql = new Sql().add("select " + Keys.id(plan.type().id()) + ", 0::bigint");
    sql.add(LongTexts.weight(shown));
    candidates.of(plan, sql);
    order(plan, false, sql);
    return sql;
  }

  /** How many rows match, up to the limit of counting and one more. */
  Sql total(Plan plan) {
    Sql sql = new Sql().add("select count(*) from (select 1");
    candidates.of(plan, sql);
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
    candidates.of(plan, sql);
    sql.add(" and " + Keyset.beyond(plan.type().id(), plan.sort(), turned, sql));
    order(plan, turned.backwards(), sql);
    return sql.add(" limit 1");
  }

  private static void order(Plan plan, boolean backwards, Sql sql) {
    sql.add(" order by ");
    for (Order order : plan.sort()) {
      boolean descending = order.descending() != backwards;
      sql.add(order.attribute().sortSql() + (descending ? " desc" : " asc"));
      // Where there are no nulls, the word would only keep an index from giving this order.
      String nulls = backwards ? " nulls first" : " nulls last";
      sql.add((order.attribute().nullable() ? nulls : "") + ", ");
    }
    sql.add(Keys.order(plan.type().id(), backwards ? " desc" : " asc"));
  }

  /** One resource by its id. */
  Sql one(Selection selection, Caller caller, Object id) {
    return included(selection, caller, List.of(id));
  }

  /**
   * Resources by their ids, to the writer who has just changed them, whether or not he may see them
   * any longer.
   */
  Sql written(Selection selection, Caller caller, List<Long> ids) {
    TwoLevels levels = new TwoLevels();
    Sql sql = levels.rows();
    sql.add(" from " + selection.type().table() + " t");
    sql.add(" where t.org_id = " + sql.bind(caller.orgId(), "bigint"));
    sql.add(" and t.id = any (" + sql.bind(ids.toArray(Long[]::new), "bigint[]") + ")");
    decorate(selection, caller, List.of(), levels);
    return levels.whole();
  }

  /** The included resources with these ids. */
  Sql included(Selection selection, Caller caller, List<?> ids) {
    TwoLevels levels = new TwoLevels();
    Sql sql = levels.rows();
    Candidates.visible(selection.type(), caller, sql);
    sql.add(" and " + Keys.anyOf(selection.type().id(), ids, sql));
    decorate(selection, caller, List.of(), levels);
    return levels.whole();
  }

  /**
   * The included resources that lead back to these, each with the id that it leads to, at most
   * {@code limit}.
   */
  Sql included(
      Selection selection, Caller caller, Relationship.Many relationship, List<?> ids, int limit) {
    Identity target = selection.type().id();
    String column = "t." + candidates.inverseColumn(relationship);
    TwoLevels levels = new TwoLevels();
    Sql sql = levels.rows();
    Candidates.visible(selection.type(), caller, sql);
    sql.add(" and " + column + " = any (" + bigints(ids, sql) + ") limit " + limit);
    decorate(selection, caller, List.of(column), levels);
    sql.add(" order by " + column + ", " + order(relationship) + Keys.order(target, ""));
    return levels.whole();
  }

  /** The ids of the resources that lead back to these, each with the id that it leads to. */
  Sql linkage(Relationship.Many relationship, Caller caller, List<?> ids) {
    ResourceType target = catalog.target(relationship);
    String column = "t." + candidates.inverseColumn(relationship);
    Sql sql = new Sql().add("select " + Keys.id(target.id()) + ", " + column);
    Candidates.visible(target, caller, sql);
    sql.add(" and " + column + " = any (" + bigints(ids, sql) + ")");
    return sql.add(
        " order by " + column + ", " + order(relationship) + Keys.order(target.id(), ""));
  }

  /** Ids that stand in a column of another table, which only integers do. */
  private static String bigints(List<?> ids, Sql sql) {
    return sql.bind(ids.toArray(Long[]::new), "bigint[]");
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
  private static void decorate(
      Selection selection, Caller caller, List<String> extra, TwoLevels levels) {
    Sql sql = levels.shown();
    List<Source> sources = selection.attributes().stream().map(Attribute::source).toList();
    sql.add(" select " + Keys.id(selection.type().id()));
    for (Attribute attribute : selection.attributes()) {
      String value = attribute.source().sql();
      sql.add(", ").add(LongTexts.isLong(attribute) ? allowed(value, selection, sql) : value);
    }
    for (Relationship.ToOne toOne : selection.toOnes()) {
      sql.add(", t." + toOne.column());
    }
    if (selection.authorizationMeta()) {
      Visibility visibility = new Visibility(caller, id -> sql.bind(id, "bigint"));
      sql.add(", " + visibility.writable(selection.type(), "t"));
      sql.add(", " + visibility.deletable(selection.type(), "t"));
    }
    if (selection.type().isVersioned()) {
      sql.add(", t.version");
    }
    boolean longTexts = LongTexts.are(selection);
    sql.add(longTexts ? ", w.bytes" : "");
    extra.forEach(column -> sql.add(", " + column));
    sql.add(" from page t");
    if (longTexts) {
      sql.add(
          " cross join (select sum(0::bigint"
              + LongTexts.weight(selection)
              + ") as bytes from page t) w");
    }
    Aggregate.neededBy(sources).forEach(aggregate -> sql.add(Sums.perPage(aggregate, caller, sql)));
  }

  private static String allowed(String text, Selection selection, Sql sql) {
    return "case when w.bytes <= "
        + sql.bind(selection.textBytes(), "bigint")
        + " then "
        + text
        + " end";
  }
}
