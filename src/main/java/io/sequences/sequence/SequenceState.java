package io.sequences.sequence;

import io.sequences.catalog.Moment;
import io.sequences.write.ResourceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;

/** A sequence state as it is written. A new one waits until there is room for it. */
@Entity
@Table(name = "sequence_state")
@DynamicUpdate
public class SequenceState extends ResourceEntity {

  static final String PENDING = "pending";
  static final String PAUSED = "paused";
  static final String FINISHED = "finished";

  /** As in the index and the trigger of the table that are about them. */
  private static final List<String> UNFINISHED = List.of(PENDING, "active", PAUSED, "disabled");

  public String state = PENDING;
  public OffsetDateTime stateChangedAt;
  public String pauseReason;

  /** When a pause ends by itself, and the state with it. */
  public OffsetDateTime pausedUntil;

  public OffsetDateTime deletedAt;

  @Column(updatable = false)
  public Long sequenceId;

  @Column(updatable = false)
  public Long prospectId;

  @Column(updatable = false)
  public Long sequenceStepId;

  @Column(updatable = false)
  public Long creatorId;

  @Override
  protected void createdBy(Long userId) {
    creatorId = userId;
    stateChangedAt = createdAt;
  }

  /** The condition that a row of the table has not come to its end. */
  static String unfinished(String alias) {
    return alias + ".state in ('" + String.join("', '", UNFINISHED) + "')";
  }

  boolean isUnfinished() {
    return UNFINISHED.contains(state);
  }

  /** A pause that would have ended by itself lasts until it is resumed. */
  void pause(String reason) {
    become(PAUSED);
    if (reason != null) {
      pauseReason = reason;
    }
  }

  /** From a pause it goes on as soon as there is room for it. */
  void resume() {
    if (state.equals(PAUSED)) {
      become(PENDING);
    }
  }

  void finish() {
    become(FINISHED);
  }

  /** Takes it out of the API: finished, if it was not at its end before. */
  void withdraw() {
    if (isUnfinished()) {
      finish();
    }
    deletedAt = Moment.now();
  }

  private void become(String next) {
    if (!state.equals(next)) {
      state = next;
      stateChangedAt = Moment.now();
      pauseReason = null;
    }
    pausedUntil = null;
  }
}
