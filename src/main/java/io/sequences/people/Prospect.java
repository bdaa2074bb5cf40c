package io.sequences.people;

import io.sequences.catalog.Moment;
import io.sequences.write.ResourceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.OffsetDateTime;
import org.hibernate.annotations.DynamicUpdate;

/** A prospect as it is written. */
@Entity
@Table(name = "prospect")
@DynamicUpdate
public class Prospect extends ResourceEntity {

  public String firstName;
  public String lastName;
  public String[] emails = {};
  public String company;
  public String title;
  public String[] tags = {};
  public OffsetDateTime optedOutAt;

  /** Moved by mailing events and calls, and by no update of the prospect. */
  @Column(updatable = false)
  public OffsetDateTime touchedAt;

  /** Moved by mailing events, and by no update of the prospect. */
  @Column(updatable = false)
  public OffsetDateTime engagedAt;

  public OffsetDateTime deletedAt;
  public Long ownerId;

  /** Whether this write is the one that opted the prospect out. */
  @Transient boolean nowOptedOut;

  /** The moment of the opt-out stays until somebody takes it back. */
  void optOut(boolean out) {
    nowOptedOut = out && optedOutAt == null;
    optedOutAt = !out ? null : optedOutAt != null ? optedOutAt : Moment.now();
  }

  /** Takes away what tells who it was; what happened, and how often, stays. */
  void erase() {
    firstName = null;
    lastName = null;
    emails = new String[0];
    company = null;
    title = null;
    tags = new String[0];
    ownerId = null;
    deletedAt = Moment.now();
  }
}
