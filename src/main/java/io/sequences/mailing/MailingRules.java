package io.sequences.mailing;

import io.sequences.catalog.Moment;
import io.sequences.write.Changes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The rules on what clients write of a mailing. Pure. What happened to it is told by events, so a
 * client moves it about among the states before delivery only.
 */
final class MailingRules {

  /** What a line of a message holds (RFC 5322), and an index of the database. */
  private static final int MESSAGE_ID_BYTES = 998;

  private static final List<String> AT_FIRST = List.of(Mailing.DRAFTED, Mailing.SCHEDULED);

  private MailingRules() {}

  /** Sets up a new mailing. */
  static void create(Mailing mailing, Changes changes) {
    apply(mailing, changes, AT_FIRST);
  }

  /** Changes a mailing that exists. */
  static void update(Mailing mailing, Changes changes) {
    boolean onItsWay = !Mailing.BEFORE_DELIVERY.contains(mailing.state);
    if (changes.has("scheduledAt") && onItsWay) {
      changes.refuse(
          "scheduledAt", "The mailing is " + mailing.state + ": when it was to be is history.");
    } else if (changes.has("scheduledAt")
        && changes.value("scheduledAt") == null
        && mailing.scheduledAt != null) {
      changes.refuse("scheduledAt", "A mailing that was scheduled keeps a moment: it is counted.");
    }
    if (changes.has("state") && onItsWay) {
      changes.refuse(
          "state", "The mailing is " + mailing.state + ", which only mailing events change.");
    } else {
      apply(mailing, changes, Mailing.BEFORE_DELIVERY);
    }
  }

  /** Keeps what was erased with the recipient from being written again. */
  static void refuseContent(Changes changes) {
    for (String content : List.of("subject", "bodyHtml", "bodyText")) {
      if (changes.value(content) != null) {
        changes.refuse(content, "The recipient was erased.");
      }
    }
  }

  private static void apply(Mailing mailing, Changes changes, List<String> states) {
    String state = (String) changes.value("state");
    if (state != null && !states.contains(state)) {
      changes.refuse("state", "The value must be one of " + String.join(", ", states) + ".");
    }
    String messageId = (String) changes.value("messageId");
    if (messageId != null && messageId.getBytes(StandardCharsets.UTF_8).length > MESSAGE_ID_BYTES) {
      changes.refuse("messageId", "The value must have at most 998 bytes in UTF-8.");
    }
    changes.applyTo(mailing);
    if (mailing.state.equals(Mailing.SCHEDULED) && mailing.scheduledAt == null) {
      mailing.scheduledAt = Moment.now();
    }
  }
}
