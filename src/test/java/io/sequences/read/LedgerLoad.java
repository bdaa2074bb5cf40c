package io.sequences.read;

import io.sequences.support.Api;
import io.sequences.support.Db;

/** An organisation with many mailings, for benchmarks. */
final class LedgerLoad {

  static final int STEPS = 4;
  private static final int CHUNK = 250_000;

  private LedgerLoad() {}

  /** Gives a user of the organisation, with everything counted and folded. */
  static Api load(String organisation, int sequences, long mailings) {
    Api ada = Api.of(organisation, "ada");
    ada.get("/sequences?page[size]=1").statusCode(200);
    long org = Db.org(organisation);
    Db.rows(
        "insert into sequence (org_id, name, description, ruleset_id, creator_id) select ?,"
            + " 'Sequence ' || n, md5(n::text), (select id from ruleset where org_id = ?), (select"
            + " id from app_user where org_id = ?) from generate_series(1, ?) n",
        org,
        org,
        org,
        sequences);
    Db.rows(
        "insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds)"
            + " select org_id, id, n, 'auto_email', 86400 from sequence, generate_series(1, ?) n"
            + " where org_id = ?",
        STEPS,
        org);
    Db.rows("analyze sequence, sequence_step");
    Db.rows(
        "insert into prospect (org_id, first_name) select ?, 'P' || n from generate_series(1, ?) n",
        org,
        mailings / STEPS);
    for (long from = 0; from < mailings; from += CHUNK) {
      loadChunk(org, sequences, from, Math.min(from + CHUNK, mailings) - 1);
    }
    while (Db.number("select fold_mailing_deltas(10000)") > 0) {
      // Until everything is folded, as it is in a service that has run for a while.
    }
    return ada;
  }

  /** Each prospect gets a mailing of each step of one sequence, one a day. */
  private static void loadChunk(long org, int sequences, long from, long to) {
    Db.rows(
        """
        insert into mailing (org_id, sequence_id, sequence_step_id, prospect_id, scheduled_at,
          delivered_at, opened_at, replied_at, state)
        select ?, p.sequence_id, p.id, f.prospect + n / ?, d, d, case when n % 3 = 0 then d end,
          case when n % 20 = 0 then d end, 'delivered'
        from generate_series(?, ?) n
        cross join (select min(id) as prospect from prospect where org_id = ?) f
        cross join (select min(id) as sequence from sequence where org_id = ?) s
        join sequence_step p on p.org_id = ? and p.sequence_id = s.sequence + n / ? % ?
          and p.ordinal = n % ? + 1
        cross join lateral (select now() - (n % 100) * interval '1 day' as d) moment
        """,
        org, STEPS, from, to, org, org, org, STEPS, sequences, STEPS);
  }
}
