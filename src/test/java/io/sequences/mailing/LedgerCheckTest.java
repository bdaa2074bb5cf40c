package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.mailing.LedgerCheck.Difference;
import io.sequences.mailing.LedgerCheck.Drift;
import io.sequences.mailing.LedgerCheck.Target;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check finds what is wrong with the figures, and a repair mends that and nothing else. */
@QuarkusTest
class LedgerCheckTest {

  @Inject LedgerCheck check;
  @Inject Retention retention;

  private final String organisation = "check " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");

  private long org;
  private long sequence;
  private long step;
  private long prospect;

  /** Two mailings to one prospect, one of them purged; a call to another; a third who replied. */
  @BeforeEach
  void history() {
    sequence = Sample.sequences(ada, organisation, 2).get(0);
    org = Db.org(organisation);
    Sample sample = Sample.of(organisation);
    step = sample.step(sequence);
    prospect = sample.prospect("first");
    for (String updatedAt : List.of("2020-01-01Z", "2025-12-01Z")) {
      Db.rows(
          "insert into mailing (org_id, sequence_id, sequence_step_id, prospect_id, delivered_at,"
              + " opened_at, state, updated_at) values (?, ?, ?, ?, '2020-01-01Z', '2020-01-02Z',"
              + " 'opened', ?::timestamptz)",
          org,
          sequence,
          step,
          prospect,
          updatedAt);
    }
    Db.rows(
        "update call set dialed_at = now() where id = ?",
        sample.call(sequence, sample.prospect("second")));
    Db.rows(
        "update sequence_state set replied_at = now() where id = ?",
        sample.state(sequence, sample.prospect("third"), "active"));
    retention.purge(org, OffsetDateTime.parse("2025-06-01T00:00:00Z")).await().indefinitely();
    foldAll();
    assertThat(drift().differing()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update mailing_total set open_count = 7 where sequence_step_id = STEP | step STEP | open_count | 2 | 7",
        "update mailing_total set deliver_count = 0 where sequence_step_id = STEP | step STEP | deliver_count | 2 | 0",
        "update mailing_total set contacted_prospects = 9 where sequence_step_id = 0 | step 0 | contacted_prospects | 2 | 9",
        "update mailing_total set replied_prospects = 0 where sequence_step_id = 0 | step 0 | replied_prospects | 1 | 0",
        "insert into mailing_total (sequence_step_id, reply_count) values (777, 5) | step 777 | reply_count | 0 | 5",
        "update mailing_daily set open_count = 3 where day = '2020-01-02' | day 2020-01-02 | open_count | 2 | 3",
        "delete from mailing_daily where day = '2020-01-01' | day 2020-01-01 | deliver_count | 2 | 0",
        "insert into mailing_daily (day, click_count) values ('2019-01-01', 4) | day 2019-01-01 | click_count | 0 | 4",
        "update sequence_prospect set touches = 5 where prospect_id = PROSPECT | prospect PROSPECT | touches | 2 | 5",
        "update sequence_prospect set touches = 0 where prospect_id = PROSPECT | prospect PROSPECT | touches | 2 | 0",
        "delete from sequence_prospect where prospect_id = PROSPECT | prospect PROSPECT | touches | 2 | 0",
        "update sequence_prospect set replied_states = 1 where prospect_id = PROSPECT | prospect PROSPECT | replied_states | 0 | 1",
        "insert into sequence_prospect (prospect_id, touches) values (777, 1) | prospect 777 | touches | 0 | 1",
      })
  void findsAndMendsWhatWasSpoiled(
      String spoil, String of, String figure, long expected, long found) {
    String figures = figures();
    List<Object> prospects = prospects();
    Db.rows(here(spoil));
    Difference difference = new Difference(filled(of), figure, expected, found);

    assertThat(drift()).isEqualTo(new Drift(1, List.of(difference)));
    assertThat(drift()).as("a check changes nothing").isEqualTo(new Drift(1, List.of(difference)));
    assertThat(repair()).isEqualTo(new Drift(1, List.of(difference)));

    assertThat(drift().differing()).isZero();
    assertThat(figures()).isEqualTo(figures);
    foldAll();
    assertThat(drift().differing()).isZero();
    assertThat(figures()).isEqualTo(figures);
    assertThat(prospects()).isEqualTo(prospects);
    assertThat(repair().differing()).isZero();
  }

  @Test
  void findsAndMendsEverythingAtOnce() {
    String figures = figures();
    List<Object> prospects = prospects();
    for (String table : List.of("mailing_total", "mailing_daily", "sequence_prospect")) {
      Db.rows("delete from " + table + " where sequence_id = ?", sequence);
    }
    Db.rows(
        "insert into mailing_delta (org_id, sequence_id, sequence_step_id, day, open_count)"
            + " values (?, ?, ?, '2018-01-01', 3)",
        org,
        sequence,
        step);
    assertThat(drift().differing()).isPositive().isEqualTo(repair().differing());
    assertThat(drift().differing()).isZero();
    foldAll();
    assertThat(figures()).isEqualTo(figures);
    assertThat(prospects()).isEqualTo(prospects);
  }

  @Test
  void mendsWhileOthersWriteFoldAndPurge() {
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong written = new AtomicLong();
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(done, written));
    try {
      await().untilAtomic(written, greaterThan(20L));
      for (int i = 0; i < 15; i++) {
        Db.rows(
            here("update mailing_total set open_count = open_count + 3, contacted_prospects = 9"));
        Db.rows(here("update mailing_daily set deliver_count = deliver_count - 2"));
        Db.rows(here("update sequence_prospect set touches = touches - 1, replied_states = 4"));
        Db.rows(here("delete from sequence_prospect where prospect_id = PROSPECT"));
        assertThat(repair().differing()).isPositive();
        assertThat(drift()).isEqualTo(new Drift(0, List.of()));
      }
    } finally {
      done.set(true);
    }
    writer.join();
    foldAll();
    assertThat(drift()).isEqualTo(new Drift(0, List.of()));
    long withoutPurge = 2 + written.get();
    assertThat(Db.number(here("select sum(deliver_count) from mailing_ledger")))
        .isEqualTo(withoutPurge);
  }

  /** Contacts the same prospect, takes some contacts back, purges and folds. */
  private void write(AtomicBoolean done, AtomicLong written) {
    while (!done.get()) {
      long id =
          Db.number(
              "insert into mailing (org_id, sequence_id, prospect_id, delivered_at, state,"
                  + " updated_at) values (?, ?, ?, now(), 'delivered', '2020-01-01Z') returning id",
              org,
              sequence,
              prospect);
      if (id % 3 == 0) {
        Db.rows("delete from mailing where id = ?", id);
      } else {
        written.incrementAndGet();
      }
      if (id % 5 == 0) {
        Db.rows("select purge_mailings(?, '2025-06-01Z', null, null, 100)", org);
        Db.rows("select run_fold(10)");
      }
    }
  }

  @Test
  void twoRepairsAtOnceMendOnce() throws Exception {
    Db.rows(here("update mailing_total set open_count = 7 where sequence_step_id = STEP"));
    try (Connection other = Db.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select repair_ledger(%d, %d)".formatted(org, sequence));
      CompletableFuture<Drift> second = CompletableFuture.supplyAsync(this::repair);
      await()
          .until(
              () ->
                  Db.number(
                          "select count(*) from pg_locks where locktype = 'advisory' and not granted")
                      > 0);
      other.commit();
      assertThat(second.join().differing()).isZero();
    }
    assertThat(drift().differing()).isZero();
  }

  @Test
  void aDeletedSequenceIsCheckedAsAnyOther() {
    Db.rows("update sequence_state set state = 'finished' where sequence_id = ?", sequence);
    Db.rows("update sequence set deleted_at = now() where id = ?", sequence);
    Db.rows(here("update mailing_total set open_count = 7 where sequence_step_id = STEP"));
    assertThat(targets()).contains(sequence);
    assertThat(drift().differing()).isEqualTo(1);
  }

  @Test
  void sequencesAreWalkedInTheOrderOfTheirIds() {
    assertThat(targets()).hasSize(2).isSorted();
    Target first = check.targets(null, organisation, null).await().indefinitely().get(0);
    assertThat(check.targets(first, organisation, null).await().indefinitely()).hasSize(1);
    assertThat(check.targets(null, organisation, sequence).await().indefinitely()).hasSize(1);
    assertThat(check.targets(null, null, sequence).await().indefinitely())
        .containsExactly(new Target(org, organisation, sequence));
    assertThat(check.targets(null, "nobody", sequence).await().indefinitely()).isEmpty();
  }

  private List<Long> targets() {
    return check.targets(null, organisation, null).await().indefinitely().stream()
        .map(Target::sequence)
        .toList();
  }

  private Drift drift() {
    return check.check(target(), false).await().indefinitely();
  }

  private Drift repair() {
    return check.check(target(), true).await().indefinitely();
  }

  private Target target() {
    return new Target(org, organisation, sequence);
  }

  private String figures() {
    return ada.get("/sequences/" + sequence).statusCode(200).extract().asString();
  }

  private List<Object> prospects() {
    return Db.rows(
        here(
                "select prospect_id || ' ' || touches || ' ' || replied_states from sequence_prospect"
                    + " where (touches <> 0 or replied_states <> 0)")
            + " order by 1");
  }

  /** The statement, for this sequence only. */
  private String here(String sql) {
    String text = filled(sql);
    if (text.startsWith("insert")) {
      return text.replace(" (", " (org_id, sequence_id, ")
          .replace("values (org_id, sequence_id, ", "values (" + org + ", " + sequence + ", ");
    }
    return text
        + (text.contains(" where ") ? " and" : " where")
        + " (sequence_id = "
        + sequence
        + ")";
  }

  private String filled(String text) {
    return text.replace("STEP", Long.toString(step)).replace("PROSPECT", Long.toString(prospect));
  }

  private void foldAll() {
    await()
        .until(
            () -> {
              Db.rows("select fold_mailing_deltas(10000)");
              return Db.number("select count(*) from mailing_delta where org_id = ?", org) == 0;
            });
  }
}
