package io.sequences.sequence;

import io.sequences.write.ResourceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.hibernate.annotations.DynamicUpdate;

/** A step as it is written. */
@Entity
@Table(name = "sequence_step")
@DynamicUpdate
public class SequenceStep extends ResourceEntity {
  public String stepType;

  /** The attribute "order". */
  public Long ordinal;

  /** The attribute "interval". */
  public Long intervalSeconds;

  /** The attribute "date". */
  public OffsetDateTime stepDate;

  public String taskNote;
  public OffsetDateTime deletedAt;

  @Column(updatable = false)
  public Long sequenceId;

  @Column(updatable = false)
  public Long creatorId;

  public Long updaterId;

  @Override
  protected void createdBy(Long userId) {
    creatorId = userId;
    updaterId = userId;
  }

  @Override
  protected void changedBy(Long userId) {
    updaterId = userId;
  }
}
