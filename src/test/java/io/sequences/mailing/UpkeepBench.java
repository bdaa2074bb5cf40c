package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.BenchTable;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long it takes to recount, to repair and to purge one large sequence, on this machine with the
 * database beside it. Asserts nothing about time. Runs by {@code ./mvnw verify -Pbench}; {@code
 * -Dbench.mailings=…} sets the size.
 */
@QuarkusTest
@Tag("bench")
class UpkeepBench {

  private static final String ORGANISATION = "upkeep bench";
  private static final long MAILINGS = Long.getLong("bench.mailings", 1_000_000);

  @Inject LedgerCheck check;
  @Inject Retention retention;

  private final BenchTable table =
      new BenchTable(
          "upkeep",
          "of %,d mailings".formatted(MAILINGS),
          "differing or purged",
          "seconds",
          "mailings a second");

  @Test
  void upkeep() {
    Api ada = Api.of(ORGANISATION, "ada");
    long sequence = Sample.sequences(ada, ORGANISATION, 1).get(0);
    long org = Db.org(ORGANISATION);
    for (int order = 1; order <= 4; order++) {
      Sample.of(ORGANISATION).step(sequence, order, "auto_email", 86_400);
    }
    Db.rows(
        "insert into prospect (org_id, first_name) select ?, 'p' from generate_series(1, ?)",
        org,
        MAILINGS / 10);
    Db.rows(
        """
        insert into mailing (org_id, sequence_id, sequence_step_id, prospect_id, scheduled_at,
          delivered_at, opened_at, replied_at, state, updated_at, body_text)
        select ?, ?, s.first + n % 4, p.first + n % ?, d, d, case when n % 3 = 0 then d end,
          case when n % 20 = 0 then d end, 'delivered', d, repeat('x', 500)
        from generate_series(1, ?) n,
          lateral (select timestamptz '2020-01-01Z' + n % 100 * interval '1 day' as d) m,
          (select min(id) as first from sequence_step where org_id = ?) s,
          (select min(id) as first from prospect where org_id = ?) p
        """,
        org, sequence, MAILINGS / 10, MAILINGS, org, org);
    while (Db.number("select fold_mailing_deltas(10000)") > 0) {
      // Until everything is folded, as it is in a service that has run for a while.
    }
    Db.rows("vacuum analyze");
    LedgerCheck.Target target = new LedgerCheck.Target(org, ORGANISATION, sequence);
    measure("recount", () -> differing(target, false));
    Db.rows("update mailing_total set open_count = open_count + 1 where sequence_id = ?", sequence);
    Db.rows("update sequence_prospect set touches = 1 where sequence_id = ?", sequence);
    measure("recount, every prospect and step wrong", () -> differing(target, false));
    measure("repair of that", () -> differing(target, true));
    measure(
        "purge",
        () ->
            retention
                .purge(org, OffsetDateTime.parse("2025-01-01T00:00:00Z"))
                .await()
                .indefinitely());
    measure("recount, all of it purged", () -> differing(target, false));
    table.print();
    assertThat(differing(target, false)).isZero();
  }

  private long differing(LedgerCheck.Target target, boolean repair) {
    return check.check(target, repair).await().indefinitely().differing();
  }

  private void measure(String what, LongSupplier work) {
    long start = System.nanoTime();
    long result = work.getAsLong();
    double seconds = (System.nanoTime() - start) / 1e9;
    table.row(what, (double) result, seconds, MAILINGS / seconds);
  }
}
