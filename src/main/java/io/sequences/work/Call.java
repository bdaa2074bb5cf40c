package io.sequences.work;

import io.sequences.write.ResourceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.hibernate.annotations.DynamicUpdate;

/** A call as it is written. */
@Entity
@Table(name = "call")
@DynamicUpdate
public class Call extends ResourceEntity {
  public String direction = "outbound";
  public String outcome;
  public String state;
  public OffsetDateTime dialedAt;
  public OffsetDateTime answeredAt;
  public OffsetDateTime completedAt;
  public String note;
  public Long userId;

  @Column(updatable = false)
  public Long prospectId;

  @Column(updatable = false)
  public Long sequenceId;

  @Column(updatable = false)
  public Long sequenceStateId;

  @Column(updatable = false)
  public Long sequenceStepId;

  @Column(updatable = false)
  public Long taskId;

  @Override
  protected void createdBy(Long creatorId) {
    userId = creatorId;
  }
}
