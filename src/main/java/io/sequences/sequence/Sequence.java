package io.sequences.sequence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.sequences.catalog.Moment;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;

/**
 * A sequence as it is written. Reading never builds one: see the package {@code read}.
 *
 * <p>The table's key is (org_id, id); the id alone is unique, and the organisation is the partition
 * key that Hibernate adds to every update. Relationships are ids: a write looks at their targets by
 * the same rules as a read.
 */
@Entity
@Table(name = "sequence")
@DynamicUpdate
public class Sequence extends PanacheEntityBase {

  /**
   * What {@code primaryReplyAction} and {@code secondaryReplyAction} do: end the prospect's state.
   */
  static final String FINISH = "finish";

  /** Go on as if there were no reply. */
  static final String CONTINUE = "continue";

  /** Wait for the pause duration, then finish. */
  static final String PAUSE = "pause";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "sequence_id")
  @SequenceGenerator(name = "sequence_id", sequenceName = "sequence_id_seq", allocationSize = 1)
  public Long id;

  @PartitionKey
  @Column(name = "org_id", updatable = false)
  public Long orgId;

  @Version public int version;

  public String name;
  public String description;
  public String[] tags = {};

  @Column(name = "share_type")
  public String shareType = "shared";

  @Column(name = "sequence_type")
  public String sequenceType = "interval";

  @Column(name = "schedule_interval_type")
  public String scheduleIntervalType = "calendar";

  @Column(name = "sales_motion")
  public String salesMotion;

  @Column(name = "max_activations")
  public Long maxActivations = 150L;

  @Column(name = "primary_reply_action")
  public String primaryReplyAction = FINISH;

  @Column(name = "primary_reply_pause_duration")
  public Long primaryReplyPauseDuration;

  @Column(name = "secondary_reply_action")
  public String secondaryReplyAction = FINISH;

  @Column(name = "secondary_reply_pause_duration")
  public Long secondaryReplyPauseDuration;

  @Column(name = "throttle_capacity")
  public Long throttleCapacity;

  @Column(name = "throttle_max_adds_per_day")
  public Long throttleMaxAddsPerDay;

  @Column(name = "throttle_paused_at")
  public OffsetDateTime throttlePausedAt;

  public boolean transactional;

  @Column(name = "enabled_at")
  public OffsetDateTime enabledAt;

  @Column(name = "locked_at")
  public OffsetDateTime lockedAt;

  /** Not moved by an update of the sequence, and so no part of its version. */
  @Column(name = "last_used_at", updatable = false)
  public OffsetDateTime lastUsedAt;

  @Column(name = "created_at", updatable = false)
  public OffsetDateTime createdAt;

  @Column(name = "updated_at")
  public OffsetDateTime updatedAt;

  @Column(name = "deleted_at")
  public OffsetDateTime deletedAt;

  @Column(name = "owner_id")
  public Long ownerId;

  @Column(name = "creator_id", updatable = false)
  public Long creatorId;

  @Column(name = "updater_id")
  public Long updaterId;

  @Column(name = "ruleset_id")
  public Long rulesetId;

  /** Who is at work; becomes the updater if anything changes at all. */
  @Transient public Long writerId;

  /** A sequence that does not exist yet, with the defaults of the contract. */
  static Sequence create(long orgId, long creatorId, long rulesetId) {
    Sequence sequence = new Sequence();
    sequence.orgId = orgId;
    sequence.creatorId = creatorId;
    sequence.updaterId = creatorId;
    sequence.rulesetId = rulesetId;
    OffsetDateTime now = Moment.now();
    sequence.createdAt = now;
    sequence.updatedAt = now;
    sequence.lastUsedAt = now;
    return sequence;
  }

  /** Switches it on; the moment of the last switch on stays while it is on. */
  void enable() {
    enabledAt = switched(true, enabledAt);
  }

  void disable() {
    enabledAt = switched(false, enabledAt);
  }

  void lock() {
    lockedAt = switched(true, lockedAt);
  }

  void unlock() {
    lockedAt = switched(false, lockedAt);
  }

  void pauseThrottle(boolean paused) {
    throttlePausedAt = switched(paused, throttlePausedAt);
  }

  /**
   * The older form of the primary reply action: true means finish, false whatever it is but finish.
   */
  void finishOnReply(boolean finish) {
    if (finish) {
      primaryReplyAction = FINISH;
    } else if (primaryReplyAction.equals(FINISH)) {
      primaryReplyAction = CONTINUE;
    }
  }

  private static OffsetDateTime switched(boolean on, OffsetDateTime since) {
    return !on ? null : since != null ? since : Moment.now();
  }

  /** Hibernate calls this when, and only when, an attribute has changed. */
  @PreUpdate
  void stamp() {
    updatedAt = Moment.now();
    updaterId = writerId;
  }
}
