package io.sequences.reading;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random histories of mailings, calls and sequence states by several writers at once, folded all
 * the while: every figure is what a plain recount of the rows gives, at the end and on the way.
 */
@QuarkusTest
class CounterHistoryTest {

  private static final int WRITERS = 3;
  private static final int STEPS = 120;
  private static final int SEQUENCES = 4;
  private static final int PROSPECTS = 6;

  /** What a day counts: the column of the ledger, and what of a mailing is not null for it. */
  private static final Map<String, String> DAILY =
      Map.ofEntries(
          Map.entry("schedule_count", "scheduled_at"),
          Map.entry("deliver_count", "delivered_at"),
          Map.entry("bounce_count", "bounced_at"),
          Map.entry("failure_count", "failed_at"),
          Map.entry("open_count", "opened_at"),
          Map.entry("click_count", "clicked_at"),
          Map.entry("reply_count", "replied_at"),
          Map.entry("opt_out_count", "unsubscribed_at"),
          Map.entry(
              "positive_reply_count", "case reply_sentiment when 'positive' then replied_at end"),
          Map.entry(
              "neutral_reply_count", "case reply_sentiment when 'neutral' then replied_at end"),
          Map.entry(
              "negative_reply_count", "case reply_sentiment when 'negative' then replied_at end"));

  private static final List<String> FIGURES =
      Stream.concat(
              DailyStats.NAMES.stream(), Stream.of("numContactedProspects", "numRepliedProspects"))
          .toList();

  private final Api ada = Api.of("histories", "ada");

  @Test
  void everyFigureIsWhatARecountGives() {
    Sample.sequences(ada, "histories", SEQUENCES)
        .forEach(
            sequence -> {
              Sample.of("histories").step(sequence, 1, "auto_email", 0);
              Sample.of("histories").step(sequence, 2, "auto_email", 0);
            });
    long org = Db.org("histories");
    for (int i = 0; i < PROSPECTS; i++) {
      Sample.of("histories").prospect("p" + i);
    }
    long seed = System.nanoTime();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> folder = CompletableFuture.runAsync(() -> fold(done));
    // First single statements only: writers of those meet no deadlock.
    for (int statements = 1; statements <= 3; statements += 2) {
      int most = statements;
      CompletableFuture<?>[] writers = new CompletableFuture<?>[WRITERS];
      for (int w = 0; w < WRITERS; w++) {
        long own = seed + 10L * statements + w;
        writers[w] = CompletableFuture.runAsync(() -> write(org, new Random(own), most));
      }
      CompletableFuture<Void> written = CompletableFuture.allOf(writers);
      do {
        assertOneSnapshotAgrees(org, "seed " + seed + ", on the way");
      } while (!written.isDone());
      written.join();
    }
    done.set(true);
    folder.join();
    assertOneSnapshotAgrees(org, "seed " + seed + ", at the end");
    String what = "seed " + seed + ", over HTTP";
    assertThat(overHttp("/sequences?sort=id", FIGURES))
        .as(what)
        .isEqualTo(rows(Histories.RECOUNT.formatted(org)));
    assertThat(overHttp("/sequenceSteps?sort=id", DailyStats.NAMES))
        .as(what)
        .isEqualTo(rows(Histories.STEP_RECOUNT.formatted(org)));
    assertDaysAgree(org, seed);
  }

  /** In one repeatable-read transaction, as one request of the service sees it. */
  private static void assertOneSnapshotAgrees(long org, String what) {
    try (Connection connection = Db.connect()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      List<List<Long>> ledger = rows(connection, Histories.LEDGER.formatted(org));
      assertThat(ledger).as(what).isEqualTo(rows(connection, Histories.RECOUNT.formatted(org)));
      ledger = rows(connection, Histories.STEP_LEDGER.formatted(org));
      assertThat(ledger)
          .as(what + ", by step")
          .isEqualTo(rows(connection, Histories.STEP_RECOUNT.formatted(org)));
      connection.commit();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private List<List<Long>> overHttp(String path, List<String> figures) {
    List<List<Long>> rows = new ArrayList<>();
    for (JsonNode resource : data(document(ada.get(path)))) {
      List<Long> row = new ArrayList<>(List.of(resource.get("id").longValue()));
      figures.forEach(name -> row.add(resource.get("attributes").get(name).longValue()));
      rows.add(row);
    }
    return rows;
  }

  private static void assertDaysAgree(long org, long seed) {
    Db.foldAll(org);
    DAILY.forEach(
        (figure, counted) -> {
          String recount =
              ("select sequence_id || ' ' || (%1$s at time zone 'UTC')::date || ' ' || count(*)"
                      + " from mailing where org_id = %2$d and sequence_id is not null"
                      + " and %1$s is not null"
                      + " group by sequence_id, (%1$s at time zone 'UTC')::date order by 1")
                  .formatted(counted, org);
          String daily =
              ("select sequence_id || ' ' || day || ' ' || %1$s from mailing_daily"
                      + " where org_id = %2$d and %1$s <> 0 order by 1")
                  .formatted(figure, org);
          assertThat(Db.rows(daily)).as(figure + ", seed " + seed).isEqualTo(Db.rows(recount));
        });
  }

  private static void fold(AtomicBoolean done) {
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      while (!done.get()) {
        statement.execute("select fold_mailing_deltas(17)");
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void write(long org, Random random, int most) {
    Histories histories = new Histories(org, random, most == 1);
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int step = 0; step < STEPS; step++) {
        List<String> transaction = new ArrayList<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
          transaction.add(histories.statement());
        }
        boolean rollback = random.nextInt(8) == 0;
        run(connection, statement, transaction, rollback, most > 1);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Runs it again, if asked, when it was the victim of a deadlock, as a writer must. */
  private static void run(
      Connection connection,
      Statement statement,
      List<String> transaction,
      boolean rollback,
      boolean again)
      throws SQLException {
    while (true) {
      try {
        for (String sql : transaction) {
          statement.execute(sql);
        }
        if (rollback) {
          connection.rollback();
        } else {
          connection.commit();
        }
        return;
      } catch (SQLException failure) {
        connection.rollback();
        if (!again || !"40P01".equals(failure.getSQLState())) {
          throw failure;
        }
      }
    }
  }

  private static List<List<Long>> rows(String sql) {
    try (Connection connection = Db.connect()) {
      return rows(connection, sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static List<List<Long>> rows(Connection connection, String sql) throws SQLException {
    List<List<Long>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet set = statement.executeQuery(sql)) {
      while (set.next()) {
        List<Long> row = new ArrayList<>();
        for (int i = 1; i <= set.getMetaData().getColumnCount(); i++) {
          row.add(set.getLong(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
