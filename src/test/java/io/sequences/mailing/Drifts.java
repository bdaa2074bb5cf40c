package io.sequences.mailing;

import io.sequences.support.Db;
import java.util.List;

/** What a check finds in all sequences of an organisation, deleted ones included. */
final class Drifts {

  private Drifts() {}

  /** Each as text, with the sequence it belongs to. */
  static List<Object> of(long org) {
    return Db.rows(
        "select s.id || ' ' || d::text from sequence s cross join lateral"
            + " ledger_drift(s.org_id, s.id) d where s.org_id = ? order by 1",
        org);
  }
}
