package io.sequences.sequence;

import io.sequences.access.Visibility;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import java.util.List;

/**
 * How a sequence stands towards a caller who is about to write it, as the database says under the
 * row's lock.
 *
 * @param owned whether the caller may lock and unlock it
 */
record SequenceFacts(boolean owned, boolean hasSteps, boolean hasUnfinishedStates) {

  /** Takes the answers to {@link #questions}, in their order. */
  SequenceFacts(List<Boolean> answers) {
    this(answers.get(0), answers.get(1), answers.get(2));
  }

  /** What to ask of the row {@code t}. */
  static List<String> questions(Visibility visibility) {
    return List.of(
        visibility.owned("t"),
        "exists (select 1 from sequence_step p where p.org_id = t.org_id and p.sequence_id = t.id"
            + " and p.deleted_at is null)",
        "exists (select 1 from sequence_state p where p.org_id = t.org_id and p.sequence_id = t.id"
            + " and "
            + SequenceState.unfinished("p")
            + ")");
  }

  /** Refuses a delete that would leave prospects in the sequence. */
  void requireNoUnfinishedStates() {
    if (hasUnfinishedStates) {
      throw new ApiException(
          ErrorCode.VALIDATION_ERROR,
          "A sequence with unfinished sequence states cannot be deleted.");
    }
  }

  void requireStep() {
    if (!hasSteps) {
      throw new ApiException(
          ErrorCode.VALIDATION_ERROR, "A sequence without steps cannot be activated.");
    }
  }
}
