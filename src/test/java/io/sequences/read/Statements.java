package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.access.Who;
import io.sequences.app.ResourceTypes;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.QueryParser;
import io.sequences.support.Db;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements as the service writes them, for a user who is no admin. */
final class Statements {

  private static final Catalog CATALOG = ResourceTypes.catalog();
  private static final Planner PLANNER = new Planner(CATALOG);
  static final SqlWriter WRITER = new SqlWriter(CATALOG);

  private Statements() {}

  static ResourceType type(String path) {
    return CATALOG.byPath(path);
  }

  static Caller caller(long org, long user) {
    Set<String> scopes =
        CATALOG.types().stream().map(type -> type.scope() + ".all").collect(Collectors.toSet());
    return new Caller(org, new Who.User(user), false, scopes);
  }

  /** The plan of a query for a collection. */
  static Plan plan(String path, String query, Caller caller) {
    return PLANNER.plan(type(path), QueryParser.forCollection(query), caller);
  }

  /** The statement for one sequence. */
  static Sql one(long id, String query, Caller caller) {
    return WRITER.one(
        PLANNER.select(type("sequences"), QueryParser.forResource(query), caller), caller, id);
  }

  /** The plan of the same query's page after, or before, a position. */
  static Plan at(Plan plan, Cursor position, boolean backwards) {
    return new Plan(
        plan.caller(),
        plan.conditions(),
        plan.sort(),
        new Plan.Window.Keyset(plan.window().size(), position, backwards),
        plan.count(),
        plan.fingerprint(),
        plan.selection());
  }

  /** What PostgreSQL says it did to answer, run as the service runs it. */
  static String explained(Sql sql, Caller caller) {
    String text = sql.text();
    for (int i = sql.parameters().size(); i > 0; i--) {
      Object value = sql.parameters().getValue(i - 1);
      String literal =
          value instanceof Object[] many
              ? Stream.of(many).map(Object::toString).collect(Collectors.joining(",", "{", "}"))
              : value.toString();
      text = text.replace("$" + i, "'" + literal.replace("'", "''") + "'");
    }
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      // Other tables are nearly empty here, and would be read whole for that reason alone.
      statement.execute("set enable_seqscan = off");
      Db.asService(connection, caller.orgId());
      ResultSet lines = statement.executeQuery("explain (analyze, timing off) " + text);
      StringBuilder plan = new StringBuilder();
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
      return plan.toString();
    } catch (SQLException failure) {
      throw new IllegalStateException(text, failure);
    }
  }
}
