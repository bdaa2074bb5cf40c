package io.sequences.content;

import io.sequences.write.ResourceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/** A content category as it is written. */
@Entity
@Table(name = "content_category")
@DynamicUpdate
public class ContentCategory extends ResourceEntity {
  public String name;
  public String color;

  @Column(updatable = false)
  public Long creatorId;

  @Override
  protected void createdBy(Long userId) {
    creatorId = userId;
  }
}
