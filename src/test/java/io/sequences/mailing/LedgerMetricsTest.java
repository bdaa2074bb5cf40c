package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Exposed;
import io.sequences.support.OtherWriter;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What Prometheus learns of the ledger. */
@QuarkusTest
class LedgerMetricsTest {

  @Inject LedgerMetrics metrics;
  @Inject LedgerCheck check;
  @Inject Retention retention;

  @Test
  void showWhatWaitsToBeFolded() {
    try (OtherWriter folder = new OtherWriter()) {
      folder.run("select pg_advisory_xact_lock(hashtext('fold_mailing_deltas'))");
      refresh();
      double before = Exposed.value("sequences_ledger_pending_deltas");
      Db.rows(
          "insert into mailing_delta (org_id, sequence_id, sequence_step_id, day)"
              + " select 0, 0, 0, '2024-02-29' from generate_series(1, 3)");
      assertThat(Exposed.value("sequences_ledger_pending_deltas")).isEqualTo(before);
      refresh();
      assertThat(Exposed.value("sequences_ledger_pending_deltas")).isEqualTo(before + 3);
    }
  }

  @Test
  void showHowLongAgoTheLastFoldWas() {
    try (OtherWriter folder = new OtherWriter()) {
      folder.run("select pg_advisory_xact_lock(hashtext('fold_mailing_deltas'))");
      Db.rows(
          "insert into upkeep (job, finished_at) values ('fold', now() - interval '1 hour')"
              + " on conflict (job) do update set finished_at = excluded.finished_at");
      refresh();
      assertThat(Exposed.value("sequences_ledger_last_fold_seconds")).isBetween(3600.0, 3700.0);
    }
    await()
        .untilAsserted(
            () -> {
              refresh();
              assertThat(Exposed.value("sequences_ledger_last_fold_seconds")).isBetween(0.0, 60.0);
            });
  }

  @Test
  void showWhatTheLastCheckFound() {
    check.note(17).await().indefinitely();
    refresh();
    assertThat(Exposed.value("sequences_ledger_drift")).isEqualTo(17);
    check.note(0).await().indefinitely();
    refresh();
    assertThat(Exposed.value("sequences_ledger_drift")).isZero();
  }

  @Test
  void countWhatWasPurged() {
    double before = Exposed.value("sequences_retention_purged_total");
    // One of its two mailings is purged.
    new CountedSequence(Api.of("purged metric", "ada"), "purged metric", retention);
    assertThat(Exposed.value("sequences_retention_purged_total")).isEqualTo(before + 1);
  }

  private void refresh() {
    metrics.refresh().await().indefinitely();
  }
}
