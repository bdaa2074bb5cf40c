package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.mailing.LedgerCheck.Drift;
import io.sequences.mailing.LedgerCheck.Target;
import io.sequences.support.Api;
import io.sequences.support.AtOnce;
import io.sequences.support.Db;
import io.sequences.support.OtherWriter;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A repair is right whatever goes on beside it. */
@QuarkusTest
class LedgerRepairTest {

  private static final Drift NONE = new Drift(0, List.of());

  @Inject LedgerCheck check;
  @Inject Retention retention;

  private final String organisation = "repair " + UUID.randomUUID();
  private CountedSequence sequence;

  @BeforeEach
  void sequence() {
    sequence = new CountedSequence(Api.of(organisation, "ada"), organisation, retention);
  }

  @Test
  void mendsWhileOthersWriteFoldAndPurge() {
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong written = new AtomicLong();
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(done, written));
    try {
      await().untilAtomic(written, greaterThan(20L));
      for (int i = 0; i < 15; i++) {
        for (String spoil :
            List.of(
                "update mailing_total set open_count = open_count + 3, contacted_prospects = 9",
                "update mailing_daily set deliver_count = deliver_count - 2",
                "update sequence_total set reply_count = reply_count + 5",
                "update sequence_prospect set touches = touches - 1, replied_states = 4",
                "delete from sequence_prospect")) {
          sequence.run(
              spoil
                  + " where sequence_id = SEQUENCE"
                  + (spoil.startsWith("delete") ? " and prospect_id = PROSPECT" : ""));
        }
        assertThat(check(true).differing()).isPositive();
        assertThat(check(false)).isEqualTo(NONE);
      }
    } finally {
      done.set(true);
    }
    writer.join();
    sequence.foldAll();
    assertThat(check(false)).isEqualTo(NONE);
    assertThat(
            Db.number(
                "select sum(deliver_count) from mailing_ledger where sequence_id = ?", sequence.id))
        .isEqualTo(2 + written.get());
  }

  /** Contacts the same prospect, takes some contacts back, purges and folds. */
  private void write(AtomicBoolean done, AtomicLong written) {
    while (!done.get()) {
      long id =
          (Long)
              sequence
                  .run(
                      "insert into mailing (org_id, sequence_id, prospect_id, delivered_at, state,"
                          + " updated_at) values (ORG, SEQUENCE, PROSPECT, now(), 'delivered',"
                          + " '2020-01-01Z') returning id")
                  .get(0);
      if (id % 3 == 0) {
        Db.rows("delete from mailing where id = ?", id);
      } else {
        written.incrementAndGet();
      }
      if (id % 5 == 0) {
        sequence.run("select purge_mailings(ORG, '2025-06-01Z', null, null, 100)");
        sequence.run("select run_fold(10)");
      }
    }
  }

  @Test
  void twoAtOnceMendOnce() {
    sequence.run("update mailing_total set open_count = 7 where sequence_step_id = STEP");
    try (OtherWriter other = new OtherWriter()) {
      other.run(sequence.filled("select repair_ledger(ORG, SEQUENCE)"));
      CompletableFuture<Drift> second = AtOnce.begin(() -> check(true));
      other.awaitSomebodyWaiting();
      other.commit();
      assertThat(second.join()).isEqualTo(NONE);
    }
    assertThat(check(false)).isEqualTo(NONE);
  }

  private Drift check(boolean repair) {
    return check
        .check(new Target(sequence.org, organisation, sequence.id), repair)
        .await()
        .indefinitely();
  }
}
