package io.sequences.work;

import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;

/** The resource type "task": something for a user to do. */
public final class TaskType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("task", "tasks", "Something for a user to do.")
          .visibleBy(VisibleBy.SEQUENCE)
          .timestamps()
          .stored("action", oneOf("action_item", "call", "email", "in_person"), "What to do.")
          .stored("state", oneOf("pending", "incomplete", "complete"), "How far it is done.")
          .nullable("taskType", text(255), "Where the task came from.")
          .nullable("dueAt", MOMENT, "The date and time the task is due.")
          .nullable("completedAt", MOMENT, "The date and time the task was completed.")
          .nullable("note", text(4096), "A note for the user.")
          .toOne("owner", "user", "The user who is to do it.")
          .toOne("prospect", "prospect", "The prospect whom it concerns.")
          .toOne("sequence", "sequence", "The sequence that created it.")
          .toOne("sequenceState", "sequenceState", "The sequence state that created it.")
          .toOne("sequenceStep", "sequenceStep", "The step that created it.")
          .build();

  private TaskType() {}
}
