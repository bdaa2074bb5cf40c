package io.sequences.content;

import io.sequences.write.ResourceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/** A membership in a content category as it is written. */
@Entity
@Table(name = "content_category_membership")
@DynamicUpdate
public class ContentCategoryMembership extends ResourceEntity {
  public Long contentCategoryId;

  @Column(updatable = false)
  public Long sequenceId;

  @Column(updatable = false)
  public Long creatorId;

  @Override
  protected void createdBy(Long userId) {
    creatorId = userId;
  }
}
