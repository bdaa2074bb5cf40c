package io.sequences.reading;

import static io.sequences.support.Resources.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each figure counts, by one case each. Every figure that a case does not name is 0. */
@QuarkusTest
class FiguresTest {

  private final String organisation = "figures " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private Sample sample;
  private long sequence;
  private long prospect;
  private long step;
  private long state;
  private long mailing;

  @BeforeEach
  void oneMailingOfAStepAndAState() {
    sequence = Sample.sequences(ada, organisation, 1).get(0);
    sample = Sample.of(organisation);
    prospect = sample.prospect("P");
    step = sample.step(sequence);
    state = sample.state(sequence, prospect, "active");
    mailing = sample.mailing(sequence, prospect);
    Db.rows(
        "update mailing set sequence_state_id = ?, sequence_step_id = ? where id = ?",
        state,
        step,
        mailing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scheduled_at = now() | scheduleCount",
        "delivered_at = now() | deliverCount",
        "bounced_at = now() | bounceCount",
        "failed_at = now() | failureCount",
        "opened_at = now() | openCount",
        "clicked_at = now() | clickCount",
        "replied_at = now() | replyCount",
        "unsubscribed_at = now() | optOutCount",
        "replied_at = now(), reply_sentiment = 'positive' | replyCount positiveReplyCount",
        "replied_at = now(), reply_sentiment = 'neutral' | replyCount neutralReplyCount",
        "replied_at = now(), reply_sentiment = 'negative' | replyCount negativeReplyCount",
        "opened_at = now(), open_count = 7 | openCount",
        "clicked_at = now(), click_count = 3 | clickCount",
        "retry_count = 2 | ''",
        "marked_as_spam_at = now() | ''",
        "state = 'delivered', delivered_at = now() | deliverCount",
        "state = 'scheduled', scheduled_at = now() | scheduleCount",
      })
  void noEventImpliesAnother(String event, String figures) {
    Db.rows("update mailing set " + event + " where id = ?", mailing);
    for (String path :
        new String[] {
          "/sequences/" + sequence, "/sequenceSteps/" + step, "/sequenceStates/" + state
        }) {
      assertThat(counted(path)).as(path).isEqualTo(List.of(figures.split(" ", -1)));
    }
    Db.rows("delete from mailing where id = ?", mailing);
    assertThat(counted("/sequences/" + sequence)).isEqualTo(List.of(""));
  }

  /** The figures that are 1, or an empty name for none. */
  private List<String> counted(String path) {
    JsonNode attributes = document(ada.get(path)).at("/data/attributes");
    List<String> ones = new ArrayList<>();
    for (String figure : DailyStats.NAMES) {
      assertThat(attributes.get(figure).longValue()).as(figure).isBetween(0L, 1L);
      if (attributes.get(figure).longValue() == 1) {
        ones.add(figure);
      }
    }
    ones.sort((a, b) -> a.startsWith("reply") ? -1 : b.startsWith("reply") ? 1 : a.compareTo(b));
    return ones.isEmpty() ? List.of("") : ones;
  }

  @Test
  void aMailingIsCountedOnceHoweverOftenItIsOpened() {
    for (int i = 0; i < 3; i++) {
      Db.rows(
          "update mailing set opened_at = now(), open_count = open_count + 1 where id = ?",
          mailing);
    }
    assertThat(figure("openCount")).isEqualTo(1);
    Db.rows("update mailing set opened_at = null, open_count = 0 where id = ?", mailing);
    assertThat(figure("openCount")).isZero();
  }

  @Test
  void aChangedSentimentMovesAndAReplyStays() {
    Db.rows(
        "update mailing set replied_at = now(), reply_sentiment = 'negative' where id = ?",
        mailing);
    Db.rows("update mailing set reply_sentiment = 'positive' where id = ?", mailing);
    assertThat(figure("negativeReplyCount")).isZero();
    assertThat(figure("positiveReplyCount")).isEqualTo(1);
    assertThat(figure("replyCount")).isEqualTo(1);
  }

  @Test
  void aMailingThatMovesTakesItsFiguresAlong() {
    long other = Sample.sequences(ada, organisation, 1).get(0);
    Db.rows("update mailing set delivered_at = now(), opened_at = now() where id = ?", mailing);
    Db.rows(
        "update mailing set sequence_id = ?, sequence_state_id = null, sequence_step_id = null"
            + " where id = ?",
        other,
        mailing);
    for (String figure : List.of("deliverCount", "openCount", "numContactedProspects")) {
      assertThat(figure(sequence, figure)).as(figure).isZero();
      assertThat(figure(other, figure)).as(figure).isEqualTo(1);
    }
    Db.rows("update mailing set sequence_id = null where id = ?", mailing);
    assertThat(figure(other, "openCount")).isZero();
    assertThat(figure(other, "numContactedProspects")).isZero();
  }

  @Test
  void aProspectIsContactedByDeliveryOrByADialledCallAndCountsOnce() {
    assertThat(figure("numContactedProspects")).isZero();
    long call = sample.call(sequence, prospect);
    assertThat(figure("numContactedProspects")).as("not dialled").isZero();
    Db.rows("update call set dialed_at = now() where id = ?", call);
    assertThat(figure("numContactedProspects")).isEqualTo(1);
    Db.rows("update mailing set delivered_at = now() where id = ?", mailing);
    Db.rows(
        "update mailing set delivered_at = now() where id = ?", sample.mailing(sequence, prospect));
    assertThat(figure("numContactedProspects")).as("the same one").isEqualTo(1);
    Db.rows("update call set prospect_id = ? where id = ?", sample.prospect("Q"), call);
    assertThat(figure("numContactedProspects")).isEqualTo(2);
    Db.rows("delete from call where id = ?", call);
    Db.rows("delete from mailing where org_id = ?", sample.org());
    assertThat(figure("numContactedProspects")).isZero();
  }

  @Test
  void aProspectHasRepliedWhenItsStateSaysSo() {
    Db.rows("update mailing set replied_at = now() where id = ?", mailing);
    assertThat(figure("numRepliedProspects")).as("a reply marks no state").isZero();
    Db.rows("update sequence_state set replied_at = now() where id = ?", state);
    long again = sample.state(sequence, prospect, "finished");
    Db.rows("update sequence_state set replied_at = now() where id = ?", again);
    assertThat(figure("numRepliedProspects")).isEqualTo(1);
    Db.rows("update sequence_state set replied_at = null where id = ?", again);
    assertThat(figure("numRepliedProspects")).isEqualTo(1);
    Db.rows("update sequence_state set replied_at = null where id = ?", state);
    assertThat(figure("numRepliedProspects")).isZero();
  }

  @Test
  void figuresMoveWithoutUpdatedAt() {
    String before = attribute(sequence, "updatedAt").textValue();
    Db.rows("update mailing set delivered_at = now() where id = ?", mailing);
    Db.rows("update sequence set last_used_at = '2030-01-01Z' where id = ?", sequence);
    assertThat(figure("deliverCount")).isEqualTo(1);
    assertThat(attribute(sequence, "updatedAt").textValue()).isEqualTo(before);
    assertThat(attribute(sequence, "lastUsedAt").textValue()).isEqualTo("2030-01-01T00:00:00.000Z");
  }

  @Test
  void foldingChangesNoFigureAndFillsTheDays() {
    long second = sample.mailing(sequence, prospect);
    Db.rows(
        "update mailing set delivered_at = case id when ? then '2024-05-01 23:59:59.999Z'::timestamptz"
            + " else '2024-05-02 00:00Z' end, opened_at = '2024-05-03 12:00Z' where id in (?, ?)",
        mailing,
        mailing,
        second);
    JsonNode before = document(ada.get("/sequences/" + sequence));
    Db.foldAll(sample.org());
    assertThat(document(ada.get("/sequences/" + sequence))).isEqualTo(before);
    assertThat(figure("deliverCount")).isEqualTo(2);
    assertThat(
            Db.rows(
                "select day || ' ' || deliver_count || ' ' || open_count from mailing_daily"
                    + " where org_id = ? and sequence_id = ? order by day",
                sample.org(),
                sequence))
        .containsExactly("2024-05-01 1 0", "2024-05-02 1 0", "2024-05-03 0 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "call", "sequence_state"})
  void whatIsCountedRowByRowIsNotTruncated(String table) {
    assertThatThrownBy(() -> Db.rows("truncate " + table + " cascade"))
        .hasStackTraceContaining("table " + table + " is counted row by row");
  }

  private long figure(String name) {
    return figure(sequence, name);
  }

  private long figure(long id, String name) {
    return attribute(id, name).longValue();
  }

  private JsonNode attribute(long id, String name) {
    return document(ada.get("/sequences/" + id)).at("/data/attributes/" + name);
  }
}
