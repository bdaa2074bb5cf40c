package io.sequences.mailing;

import io.sequences.catalog.Moment;
import io.sequences.write.ResourceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;

/** The part of a mailing that clients write; what happens to it comes as mailing events. */
@Entity
@Table(name = "mailing")
@DynamicUpdate
public class Mailing extends ResourceEntity {

  static final String DRAFTED = "drafted";
  static final String SCHEDULED = "scheduled";

  /** Where a mailing is before anything has happened to it. */
  static final List<String> BEFORE_DELIVERY =
      List.of(DRAFTED, "placeholder", "queued", SCHEDULED, "delivering");

  public String state = DRAFTED;
  public OffsetDateTime stateChangedAt;
  public OffsetDateTime scheduledAt;
  public OffsetDateTime retryAt;
  public Long retryCount = 0L;
  public String subject;
  public String bodyHtml;
  public String bodyText;
  public String mailboxAddress;
  public String mailingType = "sequence";
  public String messageId;
  public boolean trackOpens = true;
  public boolean trackLinks = true;

  @Column(updatable = false)
  public Long sequenceId;

  @Column(updatable = false)
  public Long sequenceStateId;

  @Column(updatable = false)
  public Long sequenceStepId;

  @Column(updatable = false)
  public Long prospectId;

  @Column(updatable = false)
  public Long taskId;

  public Long userId;

  @Override
  protected void createdBy(Long creatorId) {
    userId = creatorId;
    stateChangedAt = createdAt;
  }

  void become(String next) {
    if (!next.equals(state)) {
      state = next;
      stateChangedAt = Moment.now();
    }
  }
}
