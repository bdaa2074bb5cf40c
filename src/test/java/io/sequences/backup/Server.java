package io.sequences.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.packaged.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A server with the roles of the README, and the settings by which the package finds it. */
final class Server implements AutoCloseable {

  static final String PASSWORD = "secret";

  /**
   * What every table holds, but for the history of migrations, which has the moments of its own.
   */
  private static final String TABLES =
      """
      select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'flyway_schema_history'
      """;

  private final Database database;

  private Server(Database database) {
    this.database = database;
  }

  /** Starts one on a folder, be it empty or have the data of another in {@code data}. */
  static Server start(Path folder) throws IOException {
    return new Server(new Database(folder));
  }

  /** Makes what the README says comes first: the roles, and a database without a table. */
  Server prepare() throws IOException, SQLException {
    try (Connection superuser = database.connect();
        Statement statement = superuser.createStatement()) {
      for (String sql : Readme.roles(PASSWORD)) {
        statement.execute(sql);
      }
    }
    return this;
  }

  int port() {
    return database.port();
  }

  /** What is told to the package. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("DATABASE_URL", "postgresql://localhost:" + port() + "/sequences");
    settings.put("DATABASE_USERNAME", "sequences_web");
    settings.put("DATABASE_PASSWORD", PASSWORD);
    settings.put("DATABASE_MIGRATION_USERNAME", "sequences_owner");
    settings.put("DATABASE_MIGRATION_PASSWORD", PASSWORD);
    return settings;
  }

  /** A superuser's connection to the service's database. */
  Connection superuser() throws SQLException {
    return connect("postgres", "postgres");
  }

  /** A connection with one of the logins of the README. */
  Connection login(String role) throws SQLException {
    return connect(role, PASSWORD);
  }

  private Connection connect(String role, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port() + "/sequences", role, password);
  }

  /** Counts and checksums of all tables, as a connection sees them. */
  static Map<String, String> contents(Connection connection) throws SQLException {
    Map<String, String> contents = new TreeMap<>();
    try (Statement tables = connection.createStatement();
        Statement rows = connection.createStatement();
        ResultSet table = tables.executeQuery(TABLES)) {
      while (table.next()) {
        try (ResultSet sum =
            rows.executeQuery(
                "select count(*) || ' ' || md5(string_agg(t::text, ',' order by t::text)) from "
                    + table.getString(1)
                    + " t")) {
          sum.next();
          contents.put(table.getString(1), sum.getString(1));
        }
      }
    }
    assertThat(contents).as("a table without rows shows nothing").doesNotContainValue(null);
    return contents;
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
