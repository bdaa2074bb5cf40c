package io.sequences.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * A database of a server, brought to the version of some release, in which the first organisation,
 * user and sequence get the ids that statements were kept with.
 */
final class ReleasedDatabase {

  private static final String FIRST_IDS =
      """
      select setval('organization_id_seq', 6), setval('app_user_id_seq', 10), setval('sequence_id_seq', 17)
      """;

  private final String url;

  /** Makes it, with the schema of a version. */
  ReleasedDatabase(int port, String name, String version) throws SQLException {
    url = "jdbc:postgresql://localhost:" + port + "/" + name;
    try (Connection server =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
        Statement statement = server.createStatement()) {
      statement.execute("create database " + name);
    }
    migrate(version);
    column(FIRST_IDS);
  }

  /** Brings it to a version, or to the latest. */
  void migrate(String version) {
    Flyway.configure()
        .dataSource(url, "postgres", "postgres")
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }

  /** The first column of what a superuser is answered. */
  List<String> column(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> column = new ArrayList<>();
      while (rows.next()) {
        column.add(rows.getString(1));
      }
      return column;
    }
  }

  /** Gives an organisation that is seen for the first time its rows, and its id. */
  long write(String organisation) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set role sequences_service");
      try (ResultSet row =
          statement.executeQuery(
              "select first_sight_of_organisation('%s')".formatted(organisation))) {
        row.next();
        long org = row.getLong(1);
        statement.execute("set sequences.org = '%d'".formatted(org));
        statement.execute(PreviousRelease.writes(org));
        return org;
      }
    }
  }

  /** The names and types of the columns that a read is answered with, and then its rows. */
  List<List<String>> read(PreviousRelease.Read read, long org) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set role sequences_service");
      statement.execute("set sequences.org = '%d'".formatted(org));
      statement.execute("prepare kept as " + read.text());
      try (ResultSet rows =
          statement.executeQuery(
              "execute kept ('%s')".formatted(String.join("', '", read.in(org).parameters())))) {
        return answer(rows);
      }
    }
  }

  private static List<List<String>> answer(ResultSet rows) throws SQLException {
    ResultSetMetaData shape = rows.getMetaData();
    List<List<String>> answer = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.add(shape.getColumnLabel(i) + " " + shape.getColumnTypeName(i));
    }
    answer.add(columns);
    while (rows.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(rows.getString(i));
      }
      answer.add(row);
    }
    return answer;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }
}
