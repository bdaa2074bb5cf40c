package io.sequences.work;

import io.sequences.access.Caller;
import io.sequences.catalog.Action;
import io.sequences.write.ActionParams;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes tasks. */
@Singleton
class TaskRepository extends ResourceRepository<Task> {

  TaskRepository(Rows rows) {
    super(TaskType.TYPE, Task::new, rows);
  }

  /** The one action is {@link TaskType#MARK_COMPLETE}. */
  @Override
  protected Uni<Void> onAction(
      Action action, ActionParams params, Task task, List<Boolean> facts, Caller caller) {
    task.become(Task.COMPLETE);
    return Uni.createFrom().voidItem();
  }
}
