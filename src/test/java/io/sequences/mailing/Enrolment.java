package io.sequences.mailing;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Sample;

/** A prospect with two addresses in a sequence of its own, and a mailing that events are of. */
final class Enrolment {

  final long sequence;
  final long prospect;
  final long state;
  final long mailing;
  private final Api api;

  /** In a sequence with these attributes, where the prospect stands so. */
  Enrolment(Api api, String organisation, String attributes, String stands) {
    this.api = api;
    sequence = api.createSequence(attributes);
    prospect =
        Db.number(
            "insert into prospect (org_id, emails) values (?, '{Zoe@Example.com,z@example.com}')"
                + " returning id",
            Db.org(organisation));
    state = Sample.of(organisation).state(sequence, prospect, stands);
    mailing = anotherMailing();
  }

  long anotherMailing() {
    return Db.number(
        "insert into mailing (org_id, sequence_id, prospect_id, sequence_state_id)"
            + " select org_id, sequence_id, prospect_id, id from sequence_state where id = ?"
            + " returning id",
        state);
  }

  /** The state as a client reads it. */
  JsonNode state() {
    return Json.attributes(api.get("/sequenceStates/" + state));
  }

  String stands() {
    return state().path("state").textValue();
  }

  /** Somebody pauses it, with a reason. */
  void pause(String reason) {
    api.post("/sequenceStates/" + state + "/actions/pause?actionParams[reason]=" + reason)
        .statusCode(200);
  }
}
