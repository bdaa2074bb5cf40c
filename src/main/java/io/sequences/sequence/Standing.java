package io.sequences.sequence;

import io.sequences.access.Visibility;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import java.util.List;

/**
 * How a sequence stands towards a caller who is about to write it, as the database says under the
 * row's lock.
 *
 * @param writable whether the caller may change it
 * @param deletable whether the caller may delete it
 * @param owned whether the caller may lock and unlock it
 */
record Standing(
    boolean writable,
    boolean deletable,
    boolean owned,
    boolean hasSteps,
    boolean hasUnfinishedStates) {

  /** Takes the answers to {@link #questions}, in their order. */
  Standing(List<Boolean> answers) {
    this(answers.get(0), answers.get(1), answers.get(2), answers.get(3), answers.get(4));
  }

  /** What to ask of the row {@code t}. */
  static List<String> questions(Visibility visibility) {
    return List.of(
        visibility.writable(SequenceType.TYPE, "t"),
        visibility.deletable(SequenceType.TYPE, "t"),
        visibility.owned("t"),
        "exists (select 1 from sequence_step p where p.org_id = t.org_id and p.sequence_id = t.id"
            + " and p.deleted_at is null)",
        "exists (select 1 from sequence_state p where p.org_id = t.org_id and p.sequence_id = t.id"
            + " and p.state in ('pending', 'active', 'paused', 'disabled'))");
  }

  void requireWritable() {
    require(writable);
  }

  void requireOwned() {
    require(owned);
  }

  /**
   * Refuses a delete by somebody who may not, and one that would leave prospects in the sequence.
   */
  void requireDeletable() {
    require(deletable);
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

  private static void require(boolean permitted) {
    if (!permitted) {
      throw new ApiException(
          ErrorCode.UNAUTHORIZED_REQUEST, "The sequence may not be changed by this caller.");
    }
  }
}
