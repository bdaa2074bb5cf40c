package io.sequences.sequence;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.catalog.Moment;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.sequence.SequenceStepRules.Frame;
import io.sequences.write.Changes;
import io.sequences.write.Draft;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Writes steps, and keeps the order of a sequence's steps without a gap: under the sequence's lock
 * those behind a step that comes, goes or moves make room or close up.
 */
@Singleton
class SequenceStepRepository extends ResourceRepository<SequenceStep> {

  private static final String STANDS_ON_IT =
      "exists (select 1 from sequence_state p where p.org_id = t.org_id"
          + " and p.sequence_step_id = t.id and "
          + SequenceState.unfinished("p")
          + ")";

  SequenceStepRepository(Rows rows) {
    super(SequenceStepType.TYPE, SequenceStep::new, rows);
  }

  @Override
  protected List<String> parents() {
    return List.of("sequence");
  }

  @Override
  protected List<String> facts(Visibility visibility) {
    return List.of(STANDS_ON_IT);
  }

  @Override
  protected Uni<Void> onCreate(List<Draft<SequenceStep>> drafts, Caller caller) {
    SequenceStep step = drafts.get(0).entity();
    Changes changes = drafts.get(0).changes();
    step.sequenceId = changes.target("sequence");
    return frame(step)
        .chain(
            frame -> {
              if (frame == null) {
                // There is no such sequence, which has been noted.
                return Uni.createFrom().voidItem();
              }
              SequenceStepRules.create(step, changes, frame);
              changes.throwIfFaulty();
              return shift(step, 1, step.ordinal, frame.steps(), caller);
            });
  }

  @Override
  protected Uni<Void> onUpdate(
      SequenceStep step, Changes changes, List<Boolean> facts, Caller caller) {
    long from = step.ordinal;
    return frame(step)
        .chain(
            frame -> {
              SequenceStepRules.update(step, changes, frame);
              changes.throwIfFaulty();
              long to = step.ordinal;
              return to <= from
                  ? shift(step, 1, to, from - 1, caller)
                  : shift(step, -1, from + 1, to, caller);
            });
  }

  @Override
  protected Uni<Void> onDelete(SequenceStep step, List<Boolean> facts, Caller caller) {
    if (facts.get(0)) {
      throw new ApiException(
          ErrorCode.VALIDATION_ERROR, "A step that sequence states stand on cannot be deleted.");
    }
    return frame(step)
        .chain(
            frame -> {
              if (frame.enabled() && frame.steps() == 1) {
                throw new ApiException(
                    ErrorCode.VALIDATION_ERROR,
                    "The only step of an active sequence cannot be deleted.");
              }
              step.deletedAt = Moment.now();
              return shift(step, -1, step.ordinal + 1, frame.steps(), caller);
            });
  }

  /** Moves the other steps in these places, which is a change of each of them. */
  private static Uni<Void> shift(SequenceStep step, int by, long first, long last, Caller caller) {
    if (first > last) {
      return Uni.createFrom().voidItem();
    }
    Statement statement = new Statement().add("update sequence_step t set ordinal = t.ordinal + ");
    statement.add("(" + by + "), version = t.version + 1, updated_at = ");
    statement.add(statement.bind(Moment.now(), "timestamptz") + ", updater_id = ");
    statement.add(statement.bind(caller.user().orElse(null), "bigint") + " where t.org_id = ");
    statement.add(statement.bind(step.orgId) + " and t.sequence_id = ");
    statement.add(statement.bind(step.sequenceId) + " and t.deleted_at is null and t.ordinal");
    statement.add(" between " + statement.bind(first) + " and " + statement.bind(last));
    if (step.id != null) {
      statement.add(" and t.id <> " + statement.bind(step.id));
    }
    return statement.execute().replaceWithVoid();
  }

  /** What the sequence of a step is like; null when there is none. */
  private static Uni<Frame> frame(SequenceStep step) {
    if (step.sequenceId == null) {
      return Uni.createFrom().nullItem();
    }
    Statement statement =
        new Statement()
            .add("select t.sequence_type = 'date', t.enabled_at is not null, (")
            .add("select count(*) from sequence_step p where p.org_id = t.org_id")
            .add(" and p.sequence_id = t.id and p.deleted_at is null) from sequence t")
            .add(" where t.deleted_at is null and t.org_id = ");
    statement.add(statement.bind(step.orgId) + " and t.id = " + statement.bind(step.sequenceId));
    return statement
        .rows()
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(row -> new Frame((Boolean) row[0], (Long) row[2], (Boolean) row[1]))
                    .orElse(null));
  }
}
