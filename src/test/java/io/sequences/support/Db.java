package io.sequences.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The database behind the service, for what no route writes yet and for counting behind its back.
 */
public final class Db {

  private Db() {}

  /** A connection of its own, as another writer beside the service would have. */
  public static Connection connect() {
    try {
      return DriverManager.getConnection(
          config("quarkus.datasource.jdbc.url"),
          config("quarkus.datasource.username"),
          config("quarkus.datasource.password"));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Makes of a connection one of the service's, in an organisation, until it is closed. */
  public static void asService(Connection connection, long org) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set role sequences_service");
      statement.execute("set sequences.org = '" + org + "'");
    }
  }

  /**
   * Runs a statement and gives the first column of its rows: of a select, or of what it returns.
   */
  public static List<Object> rows(String sql, Object... parameters) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<Object> rows = new ArrayList<>();
      if (statement.execute()) {
        try (ResultSet set = statement.getResultSet()) {
          while (set.next()) {
            rows.add(set.getObject(1));
          }
        }
      }
      return rows;
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /**
   * The number that a statement gives in the first column of its first row, such as a new id or a
   * count.
   */
  public static long number(String sql, Object... parameters) {
    return ((Number) rows(sql, parameters).get(0)).longValue();
  }

  /** The id of an organisation that has called before. */
  public static long org(String organisation) {
    return number("select id from organization where external_id = ?", organisation);
  }

  /** The id of a user who has called before. */
  public static long user(String organisation, String user) {
    return number(
        "select id from app_user where org_id = ? and external_id = ?", org(organisation), user);
  }

  /** Folds, as the job does, until no delta of the organisation is pending. */
  public static void foldAll(long org) {
    while (number("select count(*) from mailing_delta where org_id = ?", org) > 0) {
      rows("select fold_mailing_deltas(10000)");
    }
  }

  private static String config(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
