package io.sequences.work;

import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;

/** The resource type "task": something for a user to do. */
public final class TaskType {

  static final String MARK_COMPLETE = "markComplete";

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("task", "tasks", "Something for a user to do.")
          .writtenTo(Task.class, Operation.CREATE, Operation.UPDATE)
          .visibleBy(VisibleBy.SEQUENCE)
          .action(MARK_COMPLETE, "Notes that it is done.")
          .timestamps()
          .stored(
              "action",
              oneOf("action_item", "call", "email", "in_person"),
              (t, v) -> t.action = v,
              "What to do.")
          .stored(
              "state",
              oneOf("pending", "incomplete", Task.COMPLETE),
              Task::become,
              "How far it is done.")
          .nullable("taskType", text(255), (t, v) -> t.taskType = v, "Where the task came from.")
          .nullable("dueAt", MOMENT, (t, v) -> t.dueAt = v, "The date and time the task is due.")
          .nullable("completedAt", MOMENT, "The date and time the task was completed.")
          .nullable("note", text(4096), (t, v) -> t.note = v, "A note for the user.")
          .toOne("owner", "user", true, (t, id) -> t.ownerId = id, "The user who is to do it.")
          .toOne(
              "prospect",
              "prospect",
              true,
              (t, id) -> t.prospectId = id,
              "The prospect whom it concerns.")
          .toOne(
              "sequence",
              "sequence",
              true,
              (t, id) -> t.sequenceId = id,
              "The sequence that created it.")
          .toOne(
              "sequenceState",
              "sequenceState",
              true,
              (t, id) -> t.sequenceStateId = id,
              "The sequence state that created it.")
          .toOne(
              "sequenceStep",
              "sequenceStep",
              true,
              (t, id) -> t.sequenceStepId = id,
              "The step that created it.")
          .neededByCreate("action")
          .fixed("prospect", "sequence", "sequenceState", "sequenceStep")
          .implies("sequenceState", "sequence", "prospect")
          .implies("sequenceStep", "sequence")
          .build();

  private TaskType() {}
}
