package io.sequences.work;

import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;

/** The resource type "call": a telephone call with a prospect. */
public final class CallType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("call", "calls", "A telephone call with a prospect.")
          .visibleBy(VisibleBy.SEQUENCE)
          .timestamps()
          .stored("direction", oneOf("inbound", "outbound"), "Who called whom.")
          .nullable("outcome", text(255), "How the call ended.")
          .nullable("state", text(255), "What the dialer says of the call.")
          .nullable("dialedAt", MOMENT, "The date and time the call was dialled.")
          .nullable("answeredAt", MOMENT, "The date and time the call was answered.")
          .nullable("completedAt", MOMENT, "The date and time the call was completed.")
          .nullable("note", text(4096), "A note about the call.")
          .toOne("prospect", "prospect", "The prospect who was called.")
          .toOne("sequence", "sequence", "The sequence that it was made for.")
          .toOne("sequenceState", "sequenceState", "The sequence state that it was made for.")
          .toOne("sequenceStep", "sequenceStep", "The step that it was made for.")
          .toOne("task", "task", "The task that it was made for.")
          .toOne("user", "user", "The user who called.")
          .build();

  private CallType() {}
}
