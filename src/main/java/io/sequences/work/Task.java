package io.sequences.work;

import io.sequences.catalog.Moment;
import io.sequences.write.ResourceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.hibernate.annotations.DynamicUpdate;

/** A task as it is written. */
@Entity
@Table(name = "task")
@DynamicUpdate
public class Task extends ResourceEntity {

  static final String COMPLETE = "complete";

  public String action;
  public String state = "incomplete";
  public String taskType;
  public OffsetDateTime dueAt;
  public OffsetDateTime completedAt;
  public String note;
  public Long ownerId;

  @Column(updatable = false)
  public Long prospectId;

  @Column(updatable = false)
  public Long sequenceId;

  @Column(updatable = false)
  public Long sequenceStateId;

  @Column(updatable = false)
  public Long sequenceStepId;

  @Override
  protected void createdBy(Long userId) {
    ownerId = userId;
  }

  /** Moves it on, or back; the moment it was completed is kept while it is complete. */
  void become(String next) {
    completedAt = !next.equals(COMPLETE) ? null : completedAt != null ? completedAt : Moment.now();
    state = next;
  }
}
