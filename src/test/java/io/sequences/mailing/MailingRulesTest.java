package io.sequences.mailing;

import static io.sequences.support.ChangesOf.attributes;
import static io.sequences.support.ChangesOf.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.write.Changes;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients may write of a mailing, by where it stands. */
class MailingRulesTest {

  private static final OffsetDateTime MOMENT = OffsetDateTime.parse("2030-01-01T00:00:00Z");

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
    Changes changes = attributes(MailingType.TYPE, "'state':'" + state + "'");
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
    Changes changes = attributes(MailingType.TYPE, "'state':'" + to + "'");
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
    Changes changes = attributes(MailingType.TYPE, "'scheduledAt':" + moment);
    MailingRules.update(mailing, changes);
    assertThat(refused(changes)).isEqualTo(refused);
  }

  @Test
  void whatIsScheduledWithoutAMomentIsSoNow() {
    Mailing now = new Mailing();
    MailingRules.create(now, attributes(MailingType.TYPE, "'state':'scheduled'"));
    assertThat(now.scheduledAt).isNotNull();
    Mailing later = new Mailing();
    MailingRules.create(
        later, attributes(MailingType.TYPE, "'state':'scheduled','scheduledAt':'" + MOMENT + "'"));
    assertThat(later.scheduledAt).isEqualTo(MOMENT);
    Mailing draft = new Mailing();
    MailingRules.create(draft, attributes(MailingType.TYPE, "'subject':'x'"));
    assertThat(draft.scheduledAt).isNull();
    assertThat(draft.subject).isEqualTo("x");
  }

  @Test
  void otherAttributesOfADeliveredMailingMayChange() {
    Mailing mailing = new Mailing();
    mailing.state = "delivered";
    Changes changes = attributes(MailingType.TYPE, "'subject':'x'");
    MailingRules.update(mailing, changes);
    assertThat(refused(changes)).isNull();
    assertThat(mailing.subject).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({"998,a,", "499,é,", "500,é,messageId"})
  void aMessageIdIsMeasuredInBytes(int count, String character, String refused) {
    Changes changes = attributes(MailingType.TYPE, "'messageId':'" + character.repeat(count) + "'");
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
    Changes changes = attributes(MailingType.TYPE, attributes);
    MailingRules.refuseContent(changes);
    assertThat(refused(changes)).isEqualTo(refused);
  }
}
