package io.sequences.sequence;

import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.NOT_NEGATIVE;
import static io.sequences.catalog.Values.POSITIVE;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Declaration;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;
import io.sequences.mailing.MailingCounters;

/** The resource type "sequenceStep": one thing to do for every prospect of a sequence. */
public final class SequenceStepType {

  /** The declaration. */
  public static final ResourceType TYPE = declare();

  private SequenceStepType() {}

  private static ResourceType declare() {
    Declaration<SequenceStep> type =
        ResourceType.named("sequenceStep", "sequenceSteps", "One step of a sequence.")
            .writtenTo(SequenceStep.class, Operation.CREATE, Operation.UPDATE, Operation.DELETE)
            .visibleBy(VisibleBy.SEQUENCE)
            .softDeleted()
            .timestamps()
            .stored(
                "stepType",
                oneOf("auto_email", "manual_email", "call", "task"),
                (s, v) -> s.stepType = v,
                "What is done in this step.")
            .column(
                "order",
                "ordinal",
                POSITIVE,
                false,
                (s, v) -> s.ordinal = v,
                "Its place among the steps, from 1 and without gaps.")
            .column(
                "interval",
                "interval_seconds",
                NOT_NEGATIVE,
                true,
                (s, v) -> s.intervalSeconds = v,
                "The seconds after the step before; null in sequences of type date.")
            .column(
                "date",
                "step_date",
                MOMENT,
                true,
                (s, v) -> s.stepDate = v,
                "The date and time of the step; null in sequences of type interval.")
            .derived(
                "displayName",
                text(255),
                "'Step #' || t.ordinal || ' (' || initcap(replace(t.step_type, '_', ' ')) || ')'",
                "Its order and type, for people to read.")
            .nullable(
                "taskNote", text(4096), (s, v) -> s.taskNote = v, "What the user is told to do.")
            .toOne(
                "sequence",
                "sequence",
                false,
                (s, id) -> s.sequenceId = id,
                "The sequence that it is a step of.")
            .neededByCreate("stepType", "sequence")
            .either("interval", "date")
            .fixed("sequence")
            .toOne("creator", "user", "The creator of the step.")
            .toOne("updater", "user", "The most recent updater of the step.");
    MailingCounters.perStep(type);
    return type.build();
  }
}
