package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.catalog.Aggregate;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Identity;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.Source;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes which rows a statement is about, from {@code from} to the end of {@code where}: those of
 * the organisation that the caller sees.
 */
final class Candidates {

  private final Catalog catalog;

  Candidates(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * From the rows of the type, those of the organisation that the caller sees and that meet every
   * condition.
   */
  void of(Plan plan, Sql sql) {
    StringBuilder joins = new StringBuilder();
    for (Aggregate aggregate : plan.aggregates()) {
      joins.append(
          plan.narrow()
              ? Sums.perRow(aggregate)
              : Sums.perOrganisation(aggregate, plan.caller(), sql));
    }
    visible(plan.type(), plan.caller(), joins.toString(), sql);
    for (Plan.Condition condition : plan.conditions()) {
      sql.add(" and " + condition(condition, plan, sql));
    }
  }

  static void visible(ResourceType type, Caller caller, Sql sql) {
    visible(type, caller, "", sql);
  }

  private static void visible(ResourceType type, Caller caller, String joins, Sql sql) {
    sql.add(" from " + type.table() + " t" + joins);
    sql.add(" where t.org_id = " + sql.bind(caller.orgId(), "bigint"));
    sql.add(" and " + new Visibility(caller, id -> sql.bind(id, "bigint")).visible(type, "t"));
  }

  private String condition(Plan.Condition condition, Plan plan, Sql sql) {
    if (condition.via() == null) {
      return byItself(plan.type().id(), condition, sql);
    }
    if (condition.via() instanceof Relationship.ToOne toOne
        && condition.attribute().equals(catalog.target(toOne).id().attribute())) {
      return anyOf(condition, "t." + toOne.column(), sql);
    }
    ResourceType target = catalog.target(condition.via());
    String rows =
        " from %s f where f.org_id = t.org_id and %s and %s"
            .formatted(
                target.table(),
                joined(condition.via()),
                new Visibility(plan.caller(), id -> sql.bind(id, "bigint")).visible(target, "f"));
    String column = "f." + ((Source.Stored) condition.attribute().source()).column();
    if (condition.anyOf().get(0) instanceof Test.Not not) {
      // As for an attribute: another value than this, or nothing there.
      Plan.Condition equal =
          new Plan.Condition(
              condition.via(),
              condition.attribute(),
              List.of(new Test.OneOf(List.of(not.value()))));
      return "not exists (select 1" + rows + " and " + anyOf(equal, column, sql) + ")";
    }
    boolean absence = condition.anyOf().stream().anyMatch(Test.Null.class::isInstance);
    String exists = "exists (select 1" + rows + " and " + anyOf(condition, column, sql) + ")";
    return absence ? "(" + exists + " or not exists (select 1" + rows + "))" : exists;
  }

  private static String byItself(Identity identity, Plan.Condition condition, Sql sql) {
    String passes = anyOf(condition, condition.attribute().source().sql(), sql);
    boolean byId = condition.attribute().equals(identity.attribute()) && !identity.isColumn();
    return byId
            && condition.anyOf().get(0) instanceof Test.OneOf ids
            && condition.anyOf().size() == 1
        ? Keys.narrowed(identity, ids.values(), sql) + " and " + passes
        : passes;
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

  /** The column of the target's table that leads back. */
  String inverseColumn(Relationship.Many relationship) {
    return catalog.target(relationship).toOne(relationship.inverse()).column();
  }
}
