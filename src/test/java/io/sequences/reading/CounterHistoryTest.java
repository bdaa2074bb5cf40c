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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private static final String[] MOMENTS = {
    "scheduled_at",
    "delivered_at",
    "bounced_at",
    "failed_at",
    "opened_at",
    "clicked_at",
    "replied_at",
    "unsubscribed_at"
  };

  private static final List<String> FIGURES =
      List.of(
          "bounceCount",
          "clickCount",
          "deliverCount",
          "failureCount",
          "negativeReplyCount",
          "neutralReplyCount",
          "openCount",
          "optOutCount",
          "positiveReplyCount",
          "replyCount",
          "scheduleCount",
          "numContactedProspects",
          "numRepliedProspects");

  private final Api ada = Api.of("histories", "ada");

  @Test
  void everyFigureIsWhatARecountGives() {
    List<Long> sequences = Sample.sequences(ada, "histories", SEQUENCES);
    Sample sample = Sample.of("histories");
    long org = sample.org();
    sequences.forEach(sample::step);
    for (int i = 0; i < PROSPECTS; i++) {
      sample.prospect("p" + i);
    }
    long seed = System.nanoTime();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> folder = CompletableFuture.runAsync(() -> fold(done));
    CompletableFuture<?>[] writers = new CompletableFuture<?>[WRITERS];
    for (int w = 0; w < WRITERS; w++) {
      long own = seed + w;
      writers[w] = CompletableFuture.runAsync(() -> write(org, new Random(own)));
    }
    CompletableFuture<Void> written = CompletableFuture.allOf(writers);
    int looks = 0;
    while (!written.isDone() || looks == 0) {
      assertOneSnapshotAgrees(org, "seed " + seed + ", on the way");
      looks++;
    }
    written.join();
    done.set(true);
    folder.join();
    assertOneSnapshotAgrees(org, "seed " + seed + ", at the end");
    assertThat(overHttp()).as("seed " + seed).isEqualTo(rows(Histories.RECOUNT.formatted(org)));
    assertDaysAgree(org, seed);
  }

  /** In one repeatable-read transaction, as one request of the service sees it. */
  private static void assertOneSnapshotAgrees(long org, String what) {
    try (Connection connection = Db.connect()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      List<List<Long>> ledger = rows(connection, Histories.LEDGER.formatted(org));
      assertThat(ledger).as(what).isEqualTo(rows(connection, Histories.RECOUNT.formatted(org)));
      connection.commit();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private List<List<Long>> overHttp() {
    List<List<Long>> rows = new ArrayList<>();
    for (JsonNode sequence : data(document(ada.get("/sequences?sort=id")))) {
      List<Long> row = new ArrayList<>(List.of(sequence.get("id").longValue()));
      FIGURES.forEach(name -> row.add(sequence.get("attributes").get(name).longValue()));
      rows.add(row);
    }
    return rows;
  }

  private static void assertDaysAgree(long org, long seed) {
    while (Db.number("select count(*) from mailing_delta where org_id = ?", org) > 0) {
      Db.rows("select fold_mailing_deltas(10000)");
    }
    for (int i = 0; i < MOMENTS.length; i++) {
      String figure =
          new String[] {
                "schedule_count",
                "deliver_count",
                "bounce_count",
                "failure_count",
                "open_count",
                "click_count",
                "reply_count",
                "opt_out_count"
              }
              [i];
      String recount =
          ("select sequence_id || ' ' || (%1$s at time zone 'UTC')::date || ' ' || count(*) from mailing"
                  + " where org_id = %2$d and sequence_id is not null and %1$s is not null"
                  + " group by sequence_id, (%1$s at time zone 'UTC')::date order by 1")
              .formatted(MOMENTS[i], org);
      String daily =
          "select sequence_id || ' ' || day || ' ' || %1$s from mailing_daily where org_id = %2$d and %1$s <> 0 order by 1"
              .formatted(figure, org);
      assertThat(Db.rows(daily)).as(figure + ", seed " + seed).isEqualTo(Db.rows(recount));
    }
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

  private static void write(long org, Random random) {
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int step = 0; step < STEPS; step++) {
        List<String> transaction = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          transaction.add(Histories.statement(org, random));
        }
        boolean rollback = random.nextInt(8) == 0;
        run(connection, statement, transaction, rollback);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Runs it again when it was the victim of a deadlock, as a writer must. */
  private static void run(
      Connection connection, Statement statement, List<String> transaction, boolean rollback)
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
        if (!"40P01".equals(failure.getSQLState())) {
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
