package io.sequences.sequence;

import io.sequences.write.Changes;

/**
 * The rules on what a sequence may look like, beyond the bounds of single attributes. Pure: they
 * look at the sequence and the changes asked for, and note what is wrong with the changes.
 */
final class SequenceRules {

  private SequenceRules() {}

  /** Sets up a new sequence. */
  static void create(Sequence sequence, Changes changes) {
    apply(sequence, changes);
  }

  /** Changes a sequence that exists. */
  static void update(Sequence sequence, Changes changes, boolean hasSteps) {
    boolean retyped =
        changes.has("sequenceType") && !sequence.sequenceType.equals(changes.value("sequenceType"));
    if (retyped && hasSteps) {
      changes.refuse("sequenceType", "The type cannot change once the sequence has steps.");
    }
    apply(sequence, changes);
  }

  private static void apply(Sequence sequence, Changes changes) {
    boolean contradiction =
        changes.has("finishOnReply")
            && changes.has("primaryReplyAction")
            && (Boolean) changes.value("finishOnReply")
                != Sequence.FINISH.equals(changes.value("primaryReplyAction"));
    if (contradiction) {
      changes.refuse(
          "finishOnReply", "The value contradicts primaryReplyAction, which replaces it.");
    }
    changes.applyTo(sequence);
    if (changes.has("primaryReplyAction")) {
      // The newer form wins over what the older one could only say by half.
      sequence.primaryReplyAction = (String) changes.value("primaryReplyAction");
    }
    boolean primary = Sequence.PAUSE.equals(sequence.primaryReplyAction);
    requireDuration(changes, primary, sequence.primaryReplyPauseDuration, "primary");
    boolean secondary = Sequence.PAUSE.equals(sequence.secondaryReplyAction);
    requireDuration(changes, secondary, sequence.secondaryReplyPauseDuration, "secondary");
  }

  private static void requireDuration(
      Changes changes, boolean pauses, Long duration, String which) {
    String attribute = which + "ReplyPauseDuration";
    boolean refusedAlready = changes.names(attribute) && !changes.has(attribute);
    if (pauses && duration == null && !refusedAlready) {
      changes.refuse(
          attribute, "A duration in seconds is needed while " + which + "ReplyAction is pause.");
    }
  }
}
