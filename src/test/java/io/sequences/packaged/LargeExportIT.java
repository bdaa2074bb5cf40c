package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports that are several times larger than all the memory that the service may have for them:
 * whoever kept one, or the part of it that a slow client has not taken yet, would run out of it,
 * and end.
 */
class LargeExportIT {

  private static final int HEAP_MEBIBYTES = 96;
  private static final int SEQUENCES = 100_000;
  private static final String ONLY_THE_LONG_TEXT = "?fields%5Bsequence%5D=description";

  /** Three bytes for each of its 1,024 characters. */
  private static final String LOAD =
      """
      insert into sequence (org_id, name, description, ruleset_id)
      select org_id, 'Sequence ' || n, repeat('…', 1024), id
      from ruleset, generate_series(1, %d) n
      """
          .formatted(SEQUENCES);

  private static final int UNLIKE_ROWS = 6_000;

  private static final String UNLIKE =
      """
      with one as (
        insert into sequence (org_id, name, ruleset_id) select org_id, 'One', id from ruleset returning org_id, id)
      insert into mailing (org_id, sequence_id, body_text)
      select org_id, id, case when n > %d - 600 then repeat('x', 500000) end from one, generate_series(1, %d) n
      """
          .formatted(UNLIKE_ROWS, UNLIKE_ROWS);

  /** The service has stopped to ask for more rows. */
  private static final String HELD_UP =
      """
      select count(*) from pg_stat_activity
      where state = 'idle in transaction' and state_change < now() - interval '2 seconds'
      """;

  @TempDir private Path folder;

  @Test
  void needTheMemoryOfAPartOfThem() throws Exception {
    List<String> small = List.of("-Xmx" + HEAP_MEBIBYTES + "m", "-XX:+ExitOnOutOfMemoryError");
    try (Installation installation = new Installation(folder, Map.of(), small);
        Connection connection = installation.database().connect();
        Statement statement = connection.createStatement()) {
      assertThat(installation.sequences().statusCode()).isEqualTo(200);
      statement.execute(LOAD);
      assertWhole(download(installation, "application/x-ndjson").toEnd(), SEQUENCES);
      assertWhole(download(installation, "text/csv").toEnd(), SEQUENCES + 1);

      Download slow = download(installation, "application/x-ndjson");
      await().atMost(Installation.PATIENCE).until(() -> number(statement) == 1);
      assertWhole(slow.toEnd(), SEQUENCES);
      assertThat(installation.sequences().statusCode()).isEqualTo(200);
      installation.assertLogIsDiscreet();
    }
  }

  /** Rows with nothing in them, and then all at once rows that are as large as a thousand. */
  @Test
  void howeverTheRowsDiffer() throws Exception {
    List<String> small = List.of("-Xmx" + HEAP_MEBIBYTES + "m", "-XX:+ExitOnOutOfMemoryError");
    try (Installation installation = new Installation(folder, Map.of(), small);
        Connection connection = installation.database().connect();
        Statement statement = connection.createStatement()) {
      assertThat(installation.sequences().statusCode()).isEqualTo(200);
      statement.execute(UNLIKE);
      try (Download all = download(installation, "/mailings", "application/x-ndjson").toEnd()) {
        assertThat(all.lines()).isEqualTo(UNLIKE_ROWS);
        assertThat(all.bytes()).isGreaterThan(3L * HEAP_MEBIBYTES * 1024 * 1024);
      }
    }
  }

  private static Download download(Installation installation, String accept) throws Exception {
    return download(installation, "/sequences" + ONLY_THE_LONG_TEXT, accept);
  }

  private static Download download(Installation installation, String path, String accept)
      throws Exception {
    return Download.of(installation.service(), installation.token(), "/api/v2" + path, accept);
  }

  private static void assertWhole(Download export, int lines) throws Exception {
    try (export) {
      assertThat(export.lines()).isEqualTo(lines);
      assertThat(export.bytes()).isGreaterThan(3L * HEAP_MEBIBYTES * 1024 * 1024);
    }
  }

  private static long number(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(HELD_UP)) {
      row.next();
      return row.getLong(1);
    }
  }
}
