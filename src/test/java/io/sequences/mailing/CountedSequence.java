package io.sequences.mailing;

import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A sequence with something of all that is counted: two mailings to one prospect, one of them
 * purged, a call to another prospect, and a third one who replied.
 */
final class CountedSequence {

  final long org;
  final long id;
  final long step;
  final long prospect;
  private final Api api;

  /** In an organisation that has had none. */
  CountedSequence(Api api, String organisation, Retention retention) {
    this.api = api;
    id = Sample.sequences(api, organisation, 2).get(0);
    org = Db.org(organisation);
    Sample sample = Sample.of(organisation);
    step = sample.step(id);
    prospect = sample.prospect("first");
    for (String updatedAt : List.of("2020-01-01Z", "2025-12-01Z")) {
      run(
          "insert into mailing (org_id, sequence_id, sequence_step_id, prospect_id, delivered_at,"
              + " opened_at, state, updated_at) values (ORG, SEQUENCE, STEP, PROSPECT,"
              + " '2020-01-01Z', '2020-01-02Z', 'opened', '"
              + updatedAt
              + "')");
    }
    Db.rows(
        "update call set dialed_at = now() where id = ?",
        sample.call(id, sample.prospect("second")));
    Db.rows(
        "update sequence_state set replied_at = now() where id = ?",
        sample.state(id, sample.prospect("third"), "active"));
    retention.purge(org, OffsetDateTime.parse("2025-06-01T00:00:00Z")).await().indefinitely();
    foldAll();
  }

  /** Runs a statement in which ORG, SEQUENCE, STEP and PROSPECT stand for ids. */
  List<Object> run(String sql) {
    return Db.rows(filled(sql));
  }

  String filled(String text) {
    return text.replace("ORG", Long.toString(org))
        .replace("SEQUENCE", Long.toString(id))
        .replace("STEP", Long.toString(step))
        .replace("PROSPECT", Long.toString(prospect));
  }

  /** The resource as a client sees it. */
  String resource() {
    return api.get("/sequences/" + id).statusCode(200).extract().asString();
  }

  /** What is kept of its prospects. */
  List<Object> prospects() {
    return run(
        "select prospect_id || ' ' || touches || ' ' || replied_states from sequence_prospect"
            + " where sequence_id = SEQUENCE and (touches <> 0 or replied_states <> 0) order by 1");
  }

  void foldAll() {
    Db.foldAll(org);
  }
}
