package io.sequences.sequence;

import io.sequences.catalog.Moment;
import io.sequences.write.ResourceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.hibernate.annotations.DynamicUpdate;

/** A sequence as it is written. A new one has the defaults of the contract. */
@Entity
@Table(name = "sequence")
@DynamicUpdate
public class Sequence extends ResourceEntity {

  /**
   * What {@code primaryReplyAction} and {@code secondaryReplyAction} do: end the prospect's state.
   */
  static final String FINISH = "finish";

  /** Go on as if there were no reply. */
  static final String CONTINUE = "continue";

  /** Wait for the pause duration, then finish. */
  static final String PAUSE = "pause";

  public String name;
  public String description;
  public String[] tags = {};
  public String shareType = "shared";
  public String sequenceType = "interval";
  public String scheduleIntervalType = "calendar";
  public String salesMotion;
  public Long maxActivations = 150L;
  public String primaryReplyAction = FINISH;
  public Long primaryReplyPauseDuration;
  public String secondaryReplyAction = FINISH;
  public Long secondaryReplyPauseDuration;
  public Long throttleCapacity;
  public Long throttleMaxAddsPerDay;
  public OffsetDateTime throttlePausedAt;
  public boolean transactional;
  public OffsetDateTime enabledAt;
  public OffsetDateTime lockedAt;

  /** Not moved by an update of the sequence, and so no part of its version. */
  @Column(updatable = false)
  public OffsetDateTime lastUsedAt;

  public OffsetDateTime deletedAt;
  public Long ownerId;

  @Column(updatable = false)
  public Long creatorId;

  public Long updaterId;
  public Long rulesetId;

  @Override
  protected void createdBy(Long userId) {
    creatorId = userId;
    updaterId = userId;
  }

  @Override
  protected void changedBy(Long userId) {
    updaterId = userId;
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
}
