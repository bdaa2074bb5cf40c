package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command check-counters of the package, as an operator or a job runs it. */
class CheckCountersIT {

  @TempDir private Path folder;

  @Test
  void findsReportsAndRepairsWhatIsWrong() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
      String address = "postgresql://localhost:" + database.getPort() + "/postgres";
      PackagedCommand empty = run(address, "check-counters");
      assertThat(empty.out()).isEqualToIgnoringNewLines("0 sequences recounted, 0 figures differ.");
      assertThat(empty.err()).isEmpty();
      assertThat(empty.status()).isZero();

      try (Connection connection =
              DriverManager.getConnection("jdbc:" + address, "postgres", "postgres");
          Statement statement = connection.createStatement()) {
        for (String sql : HISTORY.split(";", -1)) {
          statement.execute(sql);
        }
        assertThat(run(address, "check-counters").status()).isZero();
        assertThat(drift(statement)).isZero();

        statement.execute("update mailing_total set open_count = 9 where sequence_id in (1, 3)");
        statement.execute("update mailing_daily set open_count = 8 where sequence_id = 3");
        PackagedCommand one = run(address, "check-counters", "--sequence=1");
        assertThat(one.out().lines())
            .containsExactly(
                "organisation acme, sequence 1, step 0: open_count is 9, and was counted as 1",
                "1 sequences recounted, 1 figures differ.");
        assertThat(one.status()).isEqualTo(1);
        assertThat(run(address, "check-counters", "--org=acme").out())
            .endsWith("2 sequences recounted, 1 figures differ." + System.lineSeparator());
        assertThat(drift(statement)).as("a check of some says nothing of all").isZero();

        PackagedCommand all = run(address, "check-counters");
        assertThat(all.out().lines())
            .hasSize(4)
            .contains(
                "organisation globex, sequence 3, day 2026-03-01: open_count is 8, and was counted as"
                    + " 1");
        assertThat(all.status()).isEqualTo(1);
        assertThat(drift(statement)).isEqualTo(3);

        PackagedCommand repair = run(address, "check-counters", "--repair");
        assertThat(repair.out()).contains("3 sequences recounted, 3 figures repaired.");
        assertThat(repair.status()).isZero();
        assertThat(drift(statement)).isZero();
        assertThat(run(address, "check-counters").status()).isZero();
      }
      assertThat(run(address, "check-counters", "--org=nobody").err())
          .isEqualToIgnoringNewLines("There is no organisation nobody.");
      PackagedCommand unknown = run(address, "check-counters", "--org=acme", "--sequence=3");
      assertThat(unknown.err()).isEqualToIgnoringNewLines("There is no sequence 3.");
      assertThat(unknown.status()).isEqualTo(2);
    }
  }

  private static final String HISTORY =
      """
      insert into organization (external_id) values ('acme'), ('globex');
      insert into ruleset (org_id, name, is_default) values (1, 'r', true), (2, 'r', true);
      insert into sequence (org_id, name, ruleset_id) values (1, 'a', 1), (1, 'b', 1), (2, 'c', 2);
      insert into mailing (org_id, sequence_id, opened_at)
        select org_id, id, '2026-03-01T12:00:00Z' from sequence;
      select fold_mailing_deltas(100)
      """;

  private static long drift(Statement statement) throws Exception {
    try (ResultSet row = statement.executeQuery("select drift from upkeep where job = 'check'")) {
      row.next();
      return row.getLong(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "check-counter, There is no command check-counter.",
    "check-counters --sequence=abc, --sequence=abc is not understood.",
    "check-counters --sequence=1 --sequence=2, --sequence=2 is not understood.",
    "check-counters --sequence=0, --sequence=0 is not understood.",
    "check-counters --org=, --org= is not understood.",
    "check-counters --repair=yes, --repair=yes is not understood.",
    "check-counters 18, 18 is not understood."
  })
  void argumentsThatMakeNoSenseAreNamedAndNothingIsDone(String arguments, String complaint)
      throws Exception {
    PackagedCommand run = run("postgresql://localhost:1/none", arguments.split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith(complaint).contains("usage: java -jar quarkus-run.jar");
  }

  private PackagedCommand run(String address, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL", address,
            "DATABASE_USERNAME", "postgres",
            "DATABASE_PASSWORD", "postgres");
    return PackagedCommand.run(folder, settings, arguments);
  }
}
