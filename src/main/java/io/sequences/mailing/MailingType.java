package io.sequences.mailing;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.LONG_TEXT;
import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.NOT_NEGATIVE;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;

/** The resource type "mailing": one message to one prospect. */
public final class MailingType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("mailing", "mailings", "One message to one prospect.")
          .visibleBy(VisibleBy.SEQUENCE)
          .timestamps()
          .stored(
              "state",
              oneOf(
                  "bounced",
                  "delivered",
                  "delivering",
                  "drafted",
                  "failed",
                  "opened",
                  "placeholder",
                  "queued",
                  "replied",
                  "scheduled"),
              "The furthest that the mailing has come.")
          .stored("stateChangedAt", MOMENT, "The date and time the state last changed.")
          .nullable("scheduledAt", MOMENT, "The date and time the mailing is scheduled for.")
          .nullable("deliveredAt", MOMENT, "The date and time the mailing was delivered.")
          .nullable("bouncedAt", MOMENT, "The date and time the mailing bounced.")
          .nullable("openedAt", MOMENT, "The date and time the mailing was first opened.")
          .nullable("clickedAt", MOMENT, "The date and time a link of it was first clicked.")
          .nullable("repliedAt", MOMENT, "The date and time the mailing was first replied to.")
          .nullable("unsubscribedAt", MOMENT, "The date and time its recipient opted out by it.")
          .nullable("markedAsSpamAt", MOMENT, "The date and time it was marked as spam.")
          .nullable("retryAt", MOMENT, "The date and time of the next attempt to deliver it.")
          .stored("openCount", NOT_NEGATIVE, "How often the mailing was opened.")
          .stored("clickCount", NOT_NEGATIVE, "How often its links were clicked.")
          .stored("retryCount", NOT_NEGATIVE, "How often its delivery was tried again.")
          .nullable("subject", text(998), "The subject.")
          .nullable("bodyHtml", LONG_TEXT, "The body in HTML.")
          .nullable("bodyText", LONG_TEXT, "The body in plain text.")
          .nullable("mailboxAddress", text(320), "The address it is sent from.")
          .stored("mailingType", oneOf("sequence", "single", "campaign"), "What sends it.")
          .nullable("messageId", text(998), "The Message-ID header of the message.")
          .nullable("errorReason", text(1024), "Why it failed or bounced.")
          .nullable(
              "replySentiment", oneOf("positive", "neutral", "negative"), "How the reply reads.")
          .stored("trackOpens", BOOLEAN, "Whether opens are tracked.")
          .stored("trackLinks", BOOLEAN, "Whether clicks are tracked.")
          .toOne("sequence", "sequence", "The sequence that it belongs to.")
          .toOne("sequenceState", "sequenceState", "The sequence state that it belongs to.")
          .toOne("sequenceStep", "sequenceStep", "The step that it was sent for.")
          .toOne("prospect", "prospect", "Its recipient.")
          .toOne("user", "user", "The user who sends it.")
          .toOne("task", "task", "The task that it came from.")
          .build();

  private MailingType() {}
}
