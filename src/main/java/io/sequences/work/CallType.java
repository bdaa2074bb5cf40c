package io.sequences.work;

import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;

/** The resource type "call": a telephone call with a prospect. */
public final class CallType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("call", "calls", "A telephone call with a prospect.")
          .writtenTo(Call.class, Operation.CREATE, Operation.UPDATE)
          .visibleBy(VisibleBy.SEQUENCE)
          .timestamps()
          .stored(
              "direction",
              oneOf("inbound", "outbound"),
              (c, v) -> c.direction = v,
              "Who called whom.")
          .nullable("outcome", text(255), (c, v) -> c.outcome = v, "How the call ended.")
          .nullable("state", text(255), (c, v) -> c.state = v, "What the dialer says of the call.")
          .nullable(
              "dialedAt",
              MOMENT,
              (c, v) -> c.dialedAt = v,
              "The date and time the call was dialled.")
          .nullable(
              "answeredAt",
              MOMENT,
              (c, v) -> c.answeredAt = v,
              "The date and time the call was answered.")
          .nullable(
              "completedAt",
              MOMENT,
              (c, v) -> c.completedAt = v,
              "The date and time the call was completed.")
          .nullable("note", text(4096), (c, v) -> c.note = v, "A note about the call.")
          .toOne(
              "prospect",
              "prospect",
              true,
              (c, id) -> c.prospectId = id,
              "The prospect who was called.")
          .toOne(
              "sequence",
              "sequence",
              true,
              (c, id) -> c.sequenceId = id,
              "The sequence that it was made for.")
          .toOne(
              "sequenceState",
              "sequenceState",
              true,
              (c, id) -> c.sequenceStateId = id,
              "The sequence state that it was made for.")
          .toOne(
              "sequenceStep",
              "sequenceStep",
              true,
              (c, id) -> c.sequenceStepId = id,
              "The step that it was made for.")
          .toOne("task", "task", true, (c, id) -> c.taskId = id, "The task that it was made for.")
          .toOne("user", "user", true, (c, id) -> c.userId = id, "The user who called.")
          .fixed("prospect", "sequence", "sequenceState", "sequenceStep", "task")
          .implies("task", "sequence", "sequenceState", "sequenceStep", "prospect")
          .implies("sequenceState", "sequence", "prospect")
          .implies("sequenceStep", "sequence")
          .build();

  private CallType() {}
}
