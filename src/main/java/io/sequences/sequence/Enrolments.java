package io.sequences.sequence;

import io.sequences.access.Caller;
import io.sequences.catalog.Moment;
import io.sequences.sequence.EnrolmentRules.Candidate;
import io.sequences.sequence.EnrolmentRules.Place;
import io.sequences.sequence.EnrolmentRules.Target;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks up what the rules on enrolment have to know, for any number of documents in three
 * statements. Prospects and sequences are locked already.
 */
final class Enrolments {

  /** Deleted states are in their sequence no longer. */
  private static final String PROSPECTS_IN_IT =
      "(select count(distinct p.prospect_id) from sequence_state p where p.org_id = t.org_id"
          + " and p.sequence_id = t.id and p.deleted_at is null)";

  private Enrolments() {}

  static Uni<EnrolmentRules> rules(
      Collection<Long> sequences, Collection<Long> prospects, Caller caller) {
    return targets(sequences, caller)
        .chain(
            targets ->
                candidates(prospects, caller)
                    .chain(
                        candidates ->
                            places(prospects, caller)
                                .map(
                                    places ->
                                        new EnrolmentRules(
                                            targets, candidates, places, Moment.now()))));
  }

  private static Uni<Map<Long, Target>> targets(Collection<Long> sequences, Caller caller) {
    Statement statement =
        new Statement()
            .add("select t.id, t.transactional, case t.sequence_type when 'date' then")
            .add(" cast(t.max_activations as bigint) end, case t.sequence_type when 'date' then ")
            .add(PROSPECTS_IN_IT + " else 0 end, r.permit_duplicate_prospects,")
            .add(" r.sequence_exclusivity, cast(r.minimum_prospect_touched_interval as bigint)")
            .add(" from sequence t join ruleset r on r.org_id = t.org_id and r.id = t.ruleset_id")
            .add(" where t.deleted_at is null and t.org_id = ");
    statement.add(statement.bind(caller.orgId()) + " and t.id = any (");
    return statement
        .add(statement.bind(sequences) + ")")
        .rows()
        .map(
            rows -> {
              Map<Long, Target> targets = new HashMap<>();
              for (Object[] row : rows) {
                targets.put(
                    (Long) row[0],
                    new Target(
                        (Boolean) row[1],
                        (Long) row[2],
                        (Long) row[3],
                        (String) row[4],
                        (String) row[5],
                        (Long) row[6]));
              }
              return targets;
            });
  }

  private static Uni<Map<Long, Candidate>> candidates(Collection<Long> prospects, Caller caller) {
    Statement statement =
        new Statement()
            .add("select t.id, t.opted_out_at is not null, t.touched_at from prospect t")
            .add(" where t.deleted_at is null and t.org_id = ");
    statement.add(statement.bind(caller.orgId()) + " and t.id = any (");
    return statement
        .add(statement.bind(prospects) + ")")
        .rows()
        .map(
            rows -> {
              Map<Long, Candidate> candidates = new HashMap<>();
              for (Object[] row : rows) {
                candidates.put((Long) row[0], new Candidate((Boolean) row[1], moment(row[2])));
              }
              return candidates;
            });
  }

  private static Uni<Map<Long, List<Place>>> places(Collection<Long> prospects, Caller caller) {
    Statement statement =
        new Statement()
            .add("select t.sequence_id, t.prospect_id,")
            .add(" " + SequenceState.unfinished("t") + ",")
            .add(" r.sequence_exclusivity <> 'none' from sequence_state t")
            .add(" join sequence s on s.org_id = t.org_id and s.id = t.sequence_id")
            .add(" join ruleset r on r.org_id = s.org_id and r.id = s.ruleset_id")
            .add(" where t.deleted_at is null and t.org_id = ");
    statement.add(statement.bind(caller.orgId()) + " and t.prospect_id = any (");
    return statement
        .add(statement.bind(prospects) + ")")
        .rows()
        .map(
            rows -> {
              Map<Long, List<Place>> places = new HashMap<>();
              for (Object[] row : rows) {
                places
                    .computeIfAbsent((Long) row[1], prospect -> new ArrayList<>())
                    .add(new Place((Long) row[0], (Boolean) row[2], (Boolean) row[3]));
              }
              return places;
            });
  }

  private static OffsetDateTime moment(Object value) {
    return value instanceof Instant instant
        ? instant.atOffset(ZoneOffset.UTC)
        : (OffsetDateTime) value;
  }
}
