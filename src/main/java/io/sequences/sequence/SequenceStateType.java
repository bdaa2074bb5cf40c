package io.sequences.sequence;

import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Declaration;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;
import io.sequences.mailing.MailingCounters;

/** The resource type "sequenceState": where one prospect stands in one sequence. */
public final class SequenceStateType {

  /** The declaration. */
  public static final ResourceType TYPE = declare();

  private SequenceStateType() {}

  private static ResourceType declare() {
    Declaration<SequenceState> type =
        ResourceType.named(
                "sequenceState", "sequenceStates", "Where one prospect stands in one sequence.")
            .writtenTo(
                SequenceState.class, Operation.CREATE, Operation.CREATE_MANY, Operation.DELETE)
            .visibleBy(VisibleBy.SEQUENCE)
            .softDeleted()
            .timestamps()
            .stored(
                "state",
                oneOf(
                    "pending",
                    "active",
                    "paused",
                    "failed",
                    "bounced",
                    "disabled",
                    "finished",
                    "opted_out"),
                "What the sequence does with the prospect at present.")
            .stored("stateChangedAt", MOMENT, "The date and time the state last changed.")
            .nullable("activeAt", MOMENT, "The date and time it last became active.")
            .nullable("errorReason", text(1024), "Why it failed or bounced.")
            .nullable("pauseReason", text(1024), "Why it is paused.")
            .nullable("repliedAt", MOMENT, "The date and time the prospect replied.")
            .nullable("callCompletedAt", MOMENT, "The date and time a call was completed.")
            .toOne("sequence", "sequence", false, (s, id) -> s.sequenceId = id, "The sequence.")
            .toOne("prospect", "prospect", false, (s, id) -> s.prospectId = id, "The prospect.")
            .toOne(
                "sequenceStep",
                "sequenceStep",
                true,
                (s, id) -> s.sequenceStepId = id,
                "The step that the prospect stands on: the first one, unless the create names one.")
            .neededByCreate("sequence", "prospect")
            .implies("sequenceStep", "sequence")
            .toOne("creator", "user", "The user who added the prospect to the sequence.")
            .linkOnly("mailings", "mailing", "sequenceState", "The mailings sent by it.")
            .linkOnly("tasks", "task", "sequenceState", "The tasks created by it.")
            .linkOnly("calls", "call", "sequenceState", "The calls made for it.");
    for (SequenceStateAction action : SequenceStateAction.values()) {
      type.action(action.word(), action.description(), action.parameters());
    }
    MailingCounters.perState(type);
    return type.build();
  }
}
