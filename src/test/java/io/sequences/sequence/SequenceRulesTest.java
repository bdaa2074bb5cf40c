package io.sequences.sequence;

import static io.sequences.support.ChangesOf.attributes;
import static io.sequences.support.ChangesOf.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.jsonapi.ApiException;
import io.sequences.sequence.SequenceStepRules.Frame;
import io.sequences.write.Changes;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sequence, and a step of it, may look like. */
class SequenceRulesTest {

  private static final OffsetDateTime MOMENT = OffsetDateTime.parse("2030-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'primaryReplyAction':'pause','primaryReplyPauseDuration':60 |",
        "'primaryReplyAction':'pause' | primaryReplyPauseDuration",
        "'primaryReplyAction':'pause','primaryReplyPauseDuration':null | primaryReplyPauseDuration",
        "'primaryReplyAction':'pause','primaryReplyPauseDuration':0 | primaryReplyPauseDuration",
        "'primaryReplyAction':'continue' |",
        "'secondaryReplyAction':'pause','secondaryReplyPauseDuration':60 |",
        "'secondaryReplyAction':'pause' | secondaryReplyPauseDuration",
        "'primaryReplyAction':'pause','secondaryReplyAction':'pause' | primaryReplyPauseDuration secondaryReplyPauseDuration",
        "'finishOnReply':true,'primaryReplyAction':'finish' |",
        "'finishOnReply':true,'primaryReplyAction':'continue' | finishOnReply",
        "'finishOnReply':false,'primaryReplyAction':'finish' | finishOnReply",
        "'finishOnReply':false,'primaryReplyAction':'continue' |",
        "'finishOnReply':true |",
      })
  void aPauseNeedsADurationAndTheTwoFormsOfAReplyAgree(String attributes, String refused) {
    Changes changes = attributes(SequenceType.TYPE, attributes);
    SequenceRules.create(new Sequence(), changes);
    assertThat(refused(changes)).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "finish | 'finishOnReply':false | continue",
        "pause | 'finishOnReply':false | pause",
        "pause | 'finishOnReply':true | finish",
        "finish | 'finishOnReply':false,'primaryReplyAction':'continue' | continue",
        "finish | 'primaryReplyAction':'pause','finishOnReply':false | pause",
        "continue | 'name':'x' | continue",
      })
  void theNewerFormOfTheReplyActionWins(String before, String attributes, String after) {
    Sequence sequence = new Sequence();
    sequence.primaryReplyAction = before;
    sequence.primaryReplyPauseDuration = 60L;
    Changes changes = attributes(SequenceType.TYPE, attributes);
    SequenceRules.update(sequence, changes, false);
    assertThat(refused(changes)).isNull();
    assertThat(sequence.primaryReplyAction).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource({
    "date,true,sequenceType",
    "date,false,",
    "interval,true,",
    "interval,false,",
    ",true,"
  })
  void theTypeStaysOnceThereAreSteps(String type, boolean steps, String refused) {
    Changes changes =
        attributes(SequenceType.TYPE, type == null ? "" : "'sequenceType':'" + type + "'");
    SequenceRules.update(new Sequence(), changes, steps);
    assertThat(refused(changes)).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "false | 'interval':60 |",
        "false | | interval",
        "false | 'interval':null | interval",
        "false | 'interval':-1 | interval",
        "false | 'interval':60,'date':'2030-01-01T00:00:00Z' | date",
        "true | 'date':'2030-01-01T00:00:00Z' |",
        "true | | date",
        "true | 'date':'soon' | date",
        "true | 'interval':60 | date interval",
        "false | 'interval':1,'order':4 |",
        "false | 'interval':1,'order':1 |",
        "false | 'interval':1,'order':5 | order",
      })
  void aNewStepGoesByTheTypeOfItsSequence(boolean date, String attributes, String refused) {
    Changes changes = attributes(SequenceStepType.TYPE, attributes);
    SequenceStepRules.create(new SequenceStep(), changes, new Frame(date, 3, false));
    assertThat(refused(changes)).isEqualTo(refused);
  }

  @Test
  void aNewStepIsTheLastUnlessItAsksForAnotherPlace() {
    SequenceStep last = new SequenceStep();
    SequenceStepRules.create(
        last, attributes(SequenceStepType.TYPE, "'interval':1"), new Frame(false, 3, false));
    assertThat(last.ordinal).isEqualTo(4);
    SequenceStep first = new SequenceStep();
    SequenceStepRules.create(
        first,
        attributes(SequenceStepType.TYPE, "'interval':1,'order':1"),
        new Frame(false, 3, true));
    assertThat(first.ordinal).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"3,", "4,order"})
  void aStepMovesAmongThoseThereAre(int order, String refused) {
    SequenceStep step = new SequenceStep();
    step.ordinal = 2L;
    step.intervalSeconds = 60L;
    Changes changes = attributes(SequenceStepType.TYPE, "'order':" + order);
    SequenceStepRules.update(step, changes, new Frame(false, 3, false));
    assertThat(refused(changes)).isEqualTo(refused);
  }

  @Test
  void theRefusalsNameTheTypeOfTheSequence() {
    SequenceStep step = new SequenceStep();
    step.stepDate = MOMENT;
    Changes changes = attributes(SequenceStepType.TYPE, "");
    SequenceStepRules.update(step, changes, new Frame(false, 1, false));
    assertThat(details(changes))
        .isEqualTo(
            "A step of a sequence of type interval needs its interval."
                + " A step of a sequence of type interval has no date.");
    Changes others = attributes(SequenceStepType.TYPE, "'interval':1");
    SequenceStepRules.update(step, others, new Frame(true, 1, false));
    assertThat(details(others)).isEqualTo("A step of a sequence of type date has no interval.");
  }

  private static String details(Changes changes) {
    try {
      changes.throwIfFaulty();
      return "";
    } catch (ApiException refusal) {
      return String.join(" ", refusal.errors().stream().map(error -> error.detail()).toList());
    }
  }
}
