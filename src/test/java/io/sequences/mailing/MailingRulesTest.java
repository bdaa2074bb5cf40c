package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.RequestDocument;
import io.sequences.write.Changes;
import io.sequences.write.ChangesReader;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients may write of a mailing, by where it stands. */
class MailingRulesTest {

  private static final OffsetDateTime MOMENT = OffsetDateTime.parse("2030-01-01T00:00:00Z");

  private static Changes changes(String attributes) {
    String body =
        "{\"data\":{\"type\":\"mailing\",\"attributes\":{%s}}}"
            .formatted(attributes.replace('\'', '"'));
    return ChangesReader.forUpdate(
        MailingType.TYPE, 1, RequestDocument.parse(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String refused(Changes changes) {
    try {
      changes.throwIfFaulty();
      return null;
    } catch (ApiException refusal) {
      return String.join(
          " ",
          refusal.errors().stream()
              .map(error -> error.source().value().replace("/data/attributes/", ""))
              .toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "drafted,",
    "scheduled,",
    "queued,state",
    "placeholder,state",
    "delivering,state",
    "delivered,state",
    "opened,state"
  })
  void aNewMailingIsADraftOrScheduled(String state, String refused) {
    Changes changes = changes("'state':'" + state + "'");
    MailingRules.create(new Mailing(), changes);
    assertThat(refused(changes)).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "drafted,queued,",
    "queued,delivering,",
    "delivering,drafted,",
    "scheduled,placeholder,",
    "drafted,delivered,state",
    "delivering,failed,state",
    "delivered,drafted,state",
    "opened,opened,state",
    "bounced,scheduled,state"
  })
  void aMailingIsMovedAmongTheStatesBeforeDelivery(String from, String to, String refused) {
    Mailing mailing = new Mailing();
    mailing.state = from;
    mailing.scheduledAt = MOMENT;
    Changes changes = changes("'state':'" + to + "'");
    MailingRules.update(mailing, changes);
    assertThat(refused(changes)).isEqualTo(refused);
    if (refused == null) {
      assertThat(mailing.state).isEqualTo(to);
      assertThat(mailing.stateChangedAt).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "drafted | true | '2031-01-01T00:00:00Z' |",
        "drafted | false | null |",
        "drafted | true | null | scheduledAt",
        "delivered | true | '2031-01-01T00:00:00Z' | scheduledAt",
        "delivered | true | null | scheduledAt",
      })
  void whatWasScheduledKeepsAMoment(
      String state, boolean scheduled, String moment, String refused) {
    Mailing mailing = new Mailing();
    mailing.state = state;
    mailing.scheduledAt = scheduled ? MOMENT : null;
    Changes changes = changes("'scheduledAt':" + moment);
    MailingRules.update(mailing, changes);
    assertThat(refused(changes)).isEqualTo(refused);
  }

  @Test
  void whatIsScheduledWithoutAMomentIsSoNow() {
    Mailing now = new Mailing();
    MailingRules.create(now, changes("'state':'scheduled'"));
    assertThat(now.scheduledAt).isNotNull();
    Mailing later = new Mailing();
    MailingRules.create(later, changes("'state':'scheduled','scheduledAt':'" + MOMENT + "'"));
    assertThat(later.scheduledAt).isEqualTo(MOMENT);
    Mailing draft = new Mailing();
    MailingRules.create(draft, changes("'subject':'x'"));
    assertThat(draft.scheduledAt).isNull();
    assertThat(draft.subject).isEqualTo("x");
  }

  @Test
  void otherAttributesOfADeliveredMailingMayChange() {
    Mailing mailing = new Mailing();
    mailing.state = "delivered";
    Changes changes = changes("'subject':'x'");
    MailingRules.update(mailing, changes);
    assertThat(refused(changes)).isNull();
    assertThat(mailing.subject).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({"998,a,", "499,é,", "500,é,messageId"})
  void aMessageIdIsMeasuredInBytes(int count, String character, String refused) {
    Changes changes = changes("'messageId':'" + character.repeat(count) + "'");
    MailingRules.create(new Mailing(), changes);
    assertThat(refused(changes)).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'subject':'x' | subject",
        "'bodyHtml':'x','bodyText':'y' | bodyHtml bodyText",
        "'subject':null,'retryCount':1 |",
      })
  void whatWasErasedIsNotWrittenAgain(String attributes, String refused) {
    Changes changes = changes(attributes);
    MailingRules.refuseContent(changes);
    assertThat(refused(changes)).isEqualTo(refused);
  }
}
