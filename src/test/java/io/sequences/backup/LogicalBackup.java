package io.sequences.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.packaged.PackagedCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A dump of one moment, and its restore into a server without a table: by the commands of the
 * README where pg_dump and pg_restore of the server's version are at hand, and elsewhere by what
 * they do, as far as Maven brings what it takes.
 */
abstract class LogicalBackup {

  /** The way that this machine permits. */
  static LogicalBackup of(Path folder, Connection source)
      throws SQLException, IOException, InterruptedException {
    int version = source.getMetaData().getDatabaseMajorVersion();
    return Commands.areOf(version) ? new Commands(folder) : new Copies(folder);
  }

  /** Takes what the snapshot shows that this connection's transaction has exported. */
  abstract void dump(Server source, Connection snapshot, String snapshotName) throws Exception;

  /** Brings it into a server that has the roles, and a database with nothing in it. */
  abstract void restore(Server target) throws Exception;

  /** By the README's commands, word for word but for the servers' addresses. */
  private static final class Commands extends LogicalBackup {

    private final Path folder;

    Commands(Path folder) {
      this.folder = folder;
    }

    static boolean areOf(int version) throws IOException, InterruptedException {
      for (String command : List.of("pg_dump", "pg_restore")) {
        Process process =
            new ProcessBuilder("sh", "-c", command + " --version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !said.contains(") " + version + ".")) {
          return false;
        }
      }
      return true;
    }

    @Override
    void dump(Server source, Connection snapshot, String snapshotName) throws Exception {
      run(Readme.command("pg_dump") + " --snapshot=" + snapshotName, source);
    }

    @Override
    void restore(Server target) throws Exception {
      run(Readme.command("pg_restore"), target);
    }

    private void run(String command, Server server) throws Exception {
      ProcessBuilder builder =
          new ProcessBuilder(
              "sh",
              "-c",
              command.replaceAll("[a-z]+\\.example\\.com", "localhost:" + server.port()));
      builder.environment().put("PGPASSWORD", Server.PASSWORD);
      Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(command + "\n" + said).isZero();
      assertThat(said).isEmpty();
    }
  }

  /**
   * The schema by the package's own command, rows by COPY with no trigger at work, then the ids.
   */
  private static final class Copies extends LogicalBackup {

    private static final String TABLES =
        """
        select format('%I', c.relname), string_agg(format('%I', a.attname), ', ' order by a.attnum)
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = '' and c.relname <> 'flyway_schema_history'
        group by c.relname
        """;

    private static final String IDS =
        """
        select format('select setval(%L, %s)', sequencename, last_value) from pg_sequences
        where schemaname = 'public' and last_value is not null
        """;

    private final Path folder;
    private Map<String, String> tables = Map.of();
    private List<String> ids = List.of();

    Copies(Path folder) {
      this.folder = folder;
    }

    @Override
    void dump(Server source, Connection snapshot, String snapshotName) throws Exception {
      tables = new TreeMap<>();
      ids = new ArrayList<>();
      try (Statement statement = snapshot.createStatement()) {
        try (ResultSet rows = statement.executeQuery(TABLES)) {
          while (rows.next()) {
            tables.put(rows.getString(1), rows.getString(2));
          }
        }
        CopyManager copies = snapshot.unwrap(PGConnection.class).getCopyAPI();
        for (Map.Entry<String, String> table : tables.entrySet()) {
          try (OutputStream file = Files.newOutputStream(folder.resolve(table.getKey()))) {
            copies.copyOut(
                "copy %s (%s) to stdout".formatted(table.getKey(), table.getValue()), file);
          }
        }
        try (ResultSet rows = statement.executeQuery(IDS)) {
          while (rows.next()) {
            ids.add(rows.getString(1));
          }
        }
      }
    }

    @Override
    void restore(Server target) throws Exception {
      PackagedCommand migration = PackagedCommand.run(folder, target.settings(), "migrate");
      assertThat(migration.status()).as(migration.err()).isZero();
      try (Connection superuser = target.superuser();
          Statement statement = superuser.createStatement()) {
        superuser.setAutoCommit(false);
        statement.execute("set local session_replication_role = replica");
        CopyManager copies = superuser.unwrap(PGConnection.class).getCopyAPI();
        for (Map.Entry<String, String> table : tables.entrySet()) {
          try (InputStream file = Files.newInputStream(folder.resolve(table.getKey()))) {
            copies.copyIn(
                "copy %s (%s) from stdin".formatted(table.getKey(), table.getValue()), file);
          }
        }
        for (String id : ids) {
          statement.execute(id);
        }
        superuser.commit();
      }
    }
  }
}
