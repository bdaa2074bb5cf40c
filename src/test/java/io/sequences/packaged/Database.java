package io.sequences.packaged;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A database of a test's own, which it may hold, stop, kill and start again on the same data. Its
 * commits wait for the disk, as they do in production.
 */
public final class Database implements AutoCloseable {

  private final int port;
  private final Path data;
  private final Map<String, String> more;
  private EmbeddedPostgres server;

  /** Starts it. */
  public Database(Path folder) throws IOException {
    this(folder, Map.of());
  }

  /** Starts it with more settings of the server. */
  Database(Path folder, Map<String, String> more) throws IOException {
    this.more = more;
    port = PackagedService.freePort();
    data = folder.resolve("data");
    start();
  }

  /** Starts it, on the data that it had before. */
  public void start() throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200");
    more.forEach(builder::setServerConfig);
    server = builder.start();
  }

  /** Stops it as those do who have the time: it ends its connections, and writes what it has. */
  public void stop() throws IOException {
    server.close();
  }

  /** Starts it on the same data as a standby that has no primary any more: it may only be read. */
  void startAsStandby() throws IOException {
    Files.createFile(data.resolve("standby.signal"));
    start();
  }

  /** Makes the primary of a standby. */
  void promote() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_promote()");
    }
  }

  /**
   * Kills every one of its processes, first the one that would start others. What it then knows is
   * what is on the disk.
   */
  public void kill() throws IOException, InterruptedException {
    long first = postmaster();
    Processes.hold(List.of(first));
    List<Long> all = new ArrayList<>(List.of(first));
    ProcessHandle.of(first)
        .ifPresent(process -> process.descendants().map(ProcessHandle::pid).forEach(all::add));
    Processes.kill(all);
    for (long each : all) {
      ProcessHandle.of(each).ifPresent(process -> process.onExit().join());
    }
    // Lets go of the folder. There is nothing left to stop, of which the log complains.
    server.close();
  }

  public int port() {
    return port;
  }

  /** The settings by which a service finds it, at this port: its own, or that of a proxy. */
  public static Map<String, String> settings(int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DATABASE_URL", "postgresql://localhost:" + port + "/postgres");
    settings.put("DATABASE_USERNAME", "postgres");
    settings.put("DATABASE_PASSWORD", "postgres");
    return settings;
  }

  /** A connection of somebody who may everything. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
  }

  /** The processes behind the connections of the service. */
  public List<Long> backends() throws SQLException {
    return processes("backend_type = 'client backend'");
  }

  /** All processes, the one included that takes new connections. */
  List<Long> allProcesses() throws SQLException, IOException {
    List<Long> all = processes("true");
    all.add(postmaster());
    return all;
  }

  private long postmaster() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
  }

  private List<Long> processes(String condition) throws SQLException {
    List<Long> processes = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select pid from pg_stat_activity where pid <> pg_backend_pid() and "
                    + condition)) {
      while (rows.next()) {
        processes.add(rows.getLong(1));
      }
    }
    return processes;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
