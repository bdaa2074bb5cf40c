package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The present schema does for pods of the previous release, which serve on it until the last of
 * them is replaced: what they read and write is answered as on the schema that they were made for.
 */
class PreviousReleaseTest {

  private static final String FIGURES =
      """
      select sum(deliver_count + open_count + click_count + reply_count + bounce_count + neutral_reply_count
        + contacted_prospects)::text from sequence_ledger group by org_id order by org_id
      """;

  private static EmbeddedPostgres server;
  private static ReleasedDatabase previous;
  private static ReleasedDatabase present;

  /** Has rows from before the migrations. */
  private static long old;

  @BeforeAll
  static void migrateWhatWasWritten() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().start();
    previous = new ReleasedDatabase(server.getPort(), "previous", PreviousRelease.version());
    present = new ReleasedDatabase(server.getPort(), "present", PreviousRelease.version());
    old = previous.write("acme");
    assertThat(present.write("acme")).isEqualTo(old);
    present.migrate("latest");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  static List<PreviousRelease.Read> reads() {
    return PreviousRelease.reads();
  }

  @ParameterizedTest
  @MethodSource("reads")
  void aReadIsAnsweredAsBefore(PreviousRelease.Read read) throws SQLException {
    List<List<String>> answer = previous.read(read, old);
    assertThat(answer).as("columns, and rows to compare").hasSizeGreaterThan(1);
    assertThat(present.read(read, old)).isEqualTo(answer);
  }

  @Test
  void everyReadIsFound() {
    assertThat(PreviousRelease.reads()).hasSizeGreaterThan(20);
  }

  @Test
  void itsWritesAreTakenAndCountedAndReadAsBefore() throws SQLException {
    long fresh = previous.write("globex");
    assertThat(present.write("globex")).isEqualTo(fresh);
    for (PreviousRelease.Read read : PreviousRelease.reads()) {
      assertThat(present.read(read, fresh)).as(read.name()).isEqualTo(previous.read(read, fresh));
    }
    assertThat(present.column(FIGURES)).hasSize(2).isEqualTo(previous.column(FIGURES));
    assertThat(
            present.column(
                "select d::text from sequence s cross join lateral ledger_drift(s.org_id, s.id) d"))
        .isEmpty();
  }

  @Test
  void nothingThatItUsesIsGone() throws SQLException {
    Set<String> promised = new TreeSet<>(previous.column(SchemaPromises.ALL));
    assertThat(promised).as("what is said to be unused").containsAll(PreviousRelease.unused());
    promised.removeAll(PreviousRelease.unused());
    promised.removeAll(present.column(SchemaPromises.ALL));
    assertThat(promised)
        .as(
            "promises of V%s that the schema does not keep: pods of the previous release need them"
                + " until they are replaced",
            PreviousRelease.version())
        .isEmpty();
  }

  @Test
  void itsTablesAskForNoColumnThatItDoesNotKnow() throws SQLException {
    List<String> tables =
        previous.column("select relname || '.' from pg_class where relkind = 'r'");
    List<String> known = previous.column(SchemaPromises.DEMANDS);
    assertThat(present.column(SchemaPromises.DEMANDS))
        .filteredOn(column -> tables.stream().anyMatch(column::startsWith))
        .isSubsetOf(known);
  }
}
