package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.catalog.Relationship;
import io.sequences.database.HeldConnection;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.read.Plan.Selection;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Follows relationships from rows to other tables, with one statement for each, whatever the number
 * of rows.
 */
final class Edges {

  /** The most resources that one relationship to many may include in an answer. */
  static final int MAX_INCLUDED = 10_000;

  private final SqlWriter statements;

  Edges(SqlWriter statements) {
    this.statements = statements;
  }

  /**
   * Adds to rows what stands in other tables: linkage of the shown relationships, and included
   * resources.
   */
  Future<Fetched> added(
      HeldConnection connection, Selection selection, List<Tuple> rows, Caller caller) {
    return added(connection, selection, rows, caller, new Linkage());
  }

  private Future<Fetched> added(
      HeldConnection connection,
      Selection selection,
      List<Tuple> rows,
      Caller caller,
      Linkage linkage) {
    Fetched fetched = new Fetched(selection, rows, linkage);
    List<Object> ids = rows.stream().map(Columns::id).toList();
    List<Future<?>> edges = new ArrayList<>();
    if (!rows.isEmpty()) {
      for (Relationship relationship : selection.ownStatements()) {
        edges.add(edge(connection, fetched, relationship, ids, caller));
      }
    }
    // All come to their end, even when one fails: then none runs on a connection that was given
    // back.
    return Future.join(edges).map(fetched);
  }

  private Future<?> edge(
      HeldConnection connection,
      Fetched into,
      Relationship relationship,
      List<Object> ids,
      Caller caller) {
    Selection target = into.selection().included().get(relationship);
    if (relationship instanceof Relationship.ToOne toOne) {
      List<Object> targets =
          into.rows().stream()
              .map(row -> into.columns().target(row, toOne))
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      return statements
          .included(target, caller, targets)
          .on(connection)
          .compose(rows -> added(connection, target, rows, caller, into.linkage()))
          .onSuccess(fetched -> into.included().put(relationship, fetched));
    }
    Relationship.Many many = (Relationship.Many) relationship;
    if (target == null) {
      return statements
          .linkage(many, caller, ids)
          .on(connection)
          .onSuccess(rows -> link(into, many, ids, rows, row -> row.getValue(1)));
    }
    return statements
        .included(target, caller, many, ids, MAX_INCLUDED + 1)
        .on(connection)
        .compose(rows -> added(connection, target, bounded(rows, many), caller, into.linkage()))
        .onSuccess(
            fetched -> {
              into.included().put(many, fetched);
              link(into, many, ids, fetched.rows(), row -> fetched.columns().extra(row, 0));
            });
  }

  private static List<Tuple> bounded(List<Tuple> rows, Relationship relationship) {
    if (rows.size() > MAX_INCLUDED) {
      throw new ApiException(
          ApiError.parameter(
              "include",
              "Including '%s' would add more than %d resources. Ask for a smaller page, or follow the relationship's link."
                  .formatted(relationship.name(), MAX_INCLUDED)));
    }
    return rows;
  }

  private static void link(
      Fetched from,
      Relationship relationship,
      List<Object> ids,
      List<Tuple> rows,
      Function<Tuple, Object> parent) {
    Linkage linkage = from.linkage();
    linkage.follow(from.selection().type(), relationship, ids);
    for (Tuple row : rows) {
      linkage.add(from.selection().type(), relationship, parent.apply(row), Columns.id(row));
    }
  }
}
