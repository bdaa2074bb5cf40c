package io.sequences.write;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.sequences.access.Caller;
import io.sequences.catalog.Moment;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;
import org.hibernate.annotations.PartitionKey;

/**
 * A resource as it is written: what every one of them has. Reading never builds one: see the
 * package {@code read}.
 *
 * <p>The table's key is (org_id, id); the id alone is unique, and the organisation is the partition
 * key that Hibernate adds to every update. The repository gives the id, drawn from the table's
 * sequence. Relationships are ids: a write looks at their targets by the same rules as a read.
 */
@MappedSuperclass
public abstract class ResourceEntity extends PanacheEntityBase {

  @Id public Long id;

  @PartitionKey
  @Column(name = "org_id", updatable = false)
  public Long orgId;

  @Version public int version;

  @Column(name = "created_at", updatable = false)
  public OffsetDateTime createdAt;

  @Column(name = "updated_at")
  public OffsetDateTime updatedAt;

  /** Who is at work. */
  @Transient private Caller writer;

  /** Makes a new one the caller's organisation's, of this moment. */
  void begin(Caller caller) {
    writer = caller;
    orgId = caller.orgId();
    createdAt = Moment.now();
    updatedAt = createdAt;
    createdBy(caller.user().orElse(null));
  }

  /** Says who is about to change it, if anything changes at all. */
  void writtenBy(Caller caller) {
    writer = caller;
  }

  /** Notes the user in a new one, where the type keeps that; null when it was no user. */
  protected void createdBy(Long userId) {}

  /** Notes who has changed something, where the type keeps that; null when it was no user. */
  protected void changedBy(Long userId) {}

  /** Hibernate calls this when, and only when, an attribute has changed. */
  @PreUpdate
  void stamp() {
    updatedAt = Moment.now();
    changedBy(writer.user().orElse(null));
  }
}
