package io.sequences.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.packaged.PackagedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README says of backups, done: both kinds are taken while a client writes, and restored
 * into a server that had nothing but the roles, or nothing at all.
 */
class BackupIT {

  private static final Path ROWS = Path.of("src/test/resources/previous-release/writes.sql");
  private static final List<String> ORGANISATIONS = List.of("acme", "globex");

  @TempDir private static Path sourceFolder;
  private static KeyPair keys;
  private static Server source;
  private static Serving serving;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    source = Server.start(sourceFolder).prepare();
    serving = Serving.start(sourceFolder, source, keys);
    try (Connection connection = source.superuser();
        Statement statement = connection.createStatement()) {
      // Else the log that a copy of the files needs might be gone before it is copied.
      statement.execute("alter system set wal_keep_size = '1GB'");
      statement.execute("select pg_reload_conf()");
      statement.execute("set role sequences_service");
      for (String organisation : ORGANISATIONS) {
        long org =
            number(statement, "select first_sight_of_organisation('%s')".formatted(organisation));
        statement.execute("set sequences.org = '%d'".formatted(org));
        statement.execute(Files.readString(ROWS).replace("{org}", Long.toString(org)));
      }
    }
  }

  @AfterAll
  static void stop() throws IOException {
    serving.close();
    source.close();
  }

  @Test
  void aDumpRestoresIntoAServerWithNothingButTheRoles() throws Exception {
    long once = serving.createOnce("before the dump");
    Map<String, String> contents;
    List<String> catalogue;
    List<Map<Long, String>> figures = new ArrayList<>();
    LogicalBackup backup;
    try (Connection snapshot = source.superuser();
        Statement statement = snapshot.createStatement()) {
      backup = LogicalBackup.of(folder, snapshot);
      try (Writer writer = new Writer(serving, source)) {
        writer.awaitMore();
        snapshot.setAutoCommit(false);
        snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        String name = text(statement, "select pg_export_snapshot()");
        writer.awaitMore();
        foldAll();
        backup.dump(source, snapshot, name);
        writer.awaitMore();
      }
      for (String organisation : ORGANISATIONS) {
        figures.add(Serving.ledger(snapshot, organisation));
      }
      contents = Server.contents(snapshot);
      catalogue = Catalogue.of(snapshot);
    }

    try (Server target = Server.start(Files.createDirectory(folder.resolve("target"))).prepare()) {
      backup.restore(target);
      try (Connection superuser = target.superuser()) {
        assertThat(Server.contents(superuser)).isEqualTo(contents);
        assertThat(Catalogue.of(superuser)).isEqualTo(catalogue);
      }
      assertThatTheCountersAreRight(target);
      assertThatTheWallStands(target);
      try (Serving restored = Serving.start(folder, target, keys)) {
        for (int i = 0; i < ORGANISATIONS.size(); i++) {
          assertThat(restored.figures(ORGANISATIONS.get(i))).isEqualTo(figures.get(i));
        }
        assertThat(restored.createOnce("before the dump")).as("a key counts on").isEqualTo(once);
        assertThat(restored.status("acme", once)).isEqualTo(200);
        assertThat(restored.status("globex", once)).as("another organisation's").isEqualTo(404);
        long highest = highestId(target);
        assertThat(restored.create("Fresh")).isGreaterThan(highest);
        assertThatIdsCanBeMovedOn(target, restored);
      }
    }
  }

  @Test
  void aCopyOfTheFilesHasWhatWasAcknowledgedBeforeItsEnd() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    List<Long> acknowledged = new ArrayList<>();
    try (Connection superuser = source.superuser();
        Writer writer = new Writer(serving, source)) {
      writer.awaitMore();
      BaseBackup.take(
          superuser,
          sourceFolder.resolve("data"),
          copy.resolve("data"),
          () -> {
            writer.awaitMore();
            acknowledged.addAll(writer.acknowledged());
          });
      writer.awaitMore();
    }

    try (Server target = Server.start(copy)) {
      assertThatTheCountersAreRight(target);
      assertThatTheWallStands(target);
      try (Serving restored = Serving.start(folder, target, keys);
          Connection superuser = target.superuser()) {
        Map<Long, String> figures = restored.figures("acme");
        assertThat(figures).containsKeys(acknowledged.toArray(Long[]::new));
        assertThat(figures.entrySet())
            .filteredOn(sequence -> acknowledged.contains(sequence.getKey()))
            .extracting(Map.Entry::getValue)
            .as("one delivered mailing, one opened")
            .containsOnly("0 0 1 0 1 0 0 0 0 0 0 0 0");
        assertThat(figures).isEqualTo(Serving.ledger(superuser, "acme"));
        long highest = highestId(target);
        assertThat(restored.create("Fresh")).isGreaterThan(highest);
      }
    }
  }

  /** What the snapshot sees as pending deltas is in the totals when it is dumped. */
  private static void foldAll() throws SQLException {
    try (Connection superuser = source.superuser();
        Statement statement = superuser.createStatement()) {
      assertThat(number(statement, "select run_fold(100000)")).isPositive();
    }
  }

  private void assertThatTheCountersAreRight(Server target) throws Exception {
    PackagedCommand check = PackagedCommand.run(folder, target.settings(), "check-counters");
    assertThat(check.out() + check.err()).contains(" 0 figures differ.");
    assertThat(check.status()).isZero();
  }

  /** The service's login sees one organisation as its lesser role, and without it nothing. */
  private static void assertThatTheWallStands(Server target) throws SQLException {
    try (Connection web = target.login("sequences_web");
        Statement statement = web.createStatement()) {
      statement.execute("set role sequences_service");
      assertThat(number(statement, "select count(*) from sequence")).isZero();
      long acme = number(statement, "select organisation_named('acme')");
      statement.execute("set sequences.org = '%d'".formatted(acme));
      assertThat(number(statement, "select count(*) from sequence")).isPositive();
      assertThat(number(statement, "select count(*) from sequence where org_id <> " + acme))
          .isZero();
    }
  }

  private static void assertThatIdsCanBeMovedOn(Server target, Serving restored)
      throws SQLException, IOException {
    try (Connection owner = target.login("sequences_owner");
        Statement statement = owner.createStatement()) {
      long highest = highestId(target);
      statement.execute(Readme.moveIdsOn());
      assertThat(restored.create("After a gap")).isGreaterThan(highest + 1_000);
    }
  }

  private static long highestId(Server server) throws SQLException {
    try (Connection superuser = server.superuser();
        Statement statement = superuser.createStatement()) {
      return number(statement, "select max(id) from sequence");
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    return Long.parseLong(text(statement, sql));
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
