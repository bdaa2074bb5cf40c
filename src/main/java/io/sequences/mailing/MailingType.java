package io.sequences.mailing;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.LONG_TEXT;
import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.NOT_NEGATIVE;
import static io.sequences.catalog.Values.notBlank;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;

/** The resource type "mailing": one message to one prospect. */
public final class MailingType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("mailing", "mailings", "One message to one prospect.")
          .writtenTo(Mailing.class, Operation.CREATE, Operation.CREATE_MANY, Operation.UPDATE)
          .visibleBy(VisibleBy.SEQUENCE)
          .timestamps()
          .stored(
              "state",
              oneOf(
                  "drafted",
                  "placeholder",
                  "queued",
                  "scheduled",
                  "delivering",
                  "failed",
                  "delivered",
                  "bounced",
                  "opened",
                  "replied"),
              Mailing::become,
              "The furthest that the mailing has come.")
          .stored("stateChangedAt", MOMENT, "The date and time the state last changed.")
          .nullable(
              "scheduledAt",
              MOMENT,
              (m, v) -> m.scheduledAt = v,
              "The date and time the mailing is scheduled for.")
          .nullable("deliveredAt", MOMENT, "The date and time the mailing was delivered.")
          .nullable("bouncedAt", MOMENT, "The date and time the mailing bounced.")
          .nullable("openedAt", MOMENT, "The date and time the mailing was first opened.")
          .nullable("clickedAt", MOMENT, "The date and time a link of it was first clicked.")
          .nullable("repliedAt", MOMENT, "The date and time the mailing was first replied to.")
          .nullable("unsubscribedAt", MOMENT, "The date and time its recipient opted out by it.")
          .nullable("markedAsSpamAt", MOMENT, "The date and time it was marked as spam.")
          .nullable(
              "retryAt",
              MOMENT,
              (m, v) -> m.retryAt = v,
              "The date and time of the next attempt to deliver it.")
          .stored("openCount", NOT_NEGATIVE, "How often the mailing was opened.")
          .stored("clickCount", NOT_NEGATIVE, "How often its links were clicked.")
          .stored(
              "retryCount",
              NOT_NEGATIVE,
              (m, v) -> m.retryCount = v,
              "How often its delivery was tried again.")
          .nullable("subject", text(998), (m, v) -> m.subject = v, "The subject.")
          .nullable("bodyHtml", LONG_TEXT, (m, v) -> m.bodyHtml = v, "The body in HTML.")
          .nullable("bodyText", LONG_TEXT, (m, v) -> m.bodyText = v, "The body in plain text.")
          .nullable(
              "mailboxAddress",
              text(320),
              (m, v) -> m.mailboxAddress = v,
              "The address it is sent from.")
          .stored(
              "mailingType",
              oneOf("sequence", "single", "campaign"),
              (m, v) -> m.mailingType = v,
              "What sends it.")
          .nullable(
              "messageId",
              notBlank(998),
              (m, v) -> m.messageId = v,
              "The Message-ID header of the message.")
          .nullable("errorReason", text(1024), "Why it failed or bounced.")
          .nullable(
              "replySentiment", oneOf("positive", "neutral", "negative"), "How the reply reads.")
          .stored("trackOpens", BOOLEAN, (m, v) -> m.trackOpens = v, "Whether opens are tracked.")
          .stored("trackLinks", BOOLEAN, (m, v) -> m.trackLinks = v, "Whether clicks are tracked.")
          .toOne(
              "sequence",
              "sequence",
              true,
              (m, id) -> m.sequenceId = id,
              "The sequence that it belongs to.")
          .toOne(
              "sequenceState",
              "sequenceState",
              true,
              (m, id) -> m.sequenceStateId = id,
              "The sequence state that it belongs to.")
          .toOne(
              "sequenceStep",
              "sequenceStep",
              true,
              (m, id) -> m.sequenceStepId = id,
              "The step that it was sent for.")
          .toOne("prospect", "prospect", true, (m, id) -> m.prospectId = id, "Its recipient.")
          .toOne("user", "user", true, (m, id) -> m.userId = id, "The user who sends it.")
          .toOne("task", "task", true, (m, id) -> m.taskId = id, "The task that it came from.")
          .fixed("sequence", "sequenceState", "sequenceStep", "prospect", "task")
          .implies("task", "sequence", "sequenceState", "sequenceStep", "prospect")
          .implies("sequenceState", "sequence", "prospect")
          .implies("sequenceStep", "sequence")
          .build();

  private MailingType() {}
}
