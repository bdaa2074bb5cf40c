package io.sequences.reading;

import static io.sequences.reading.DailyStats.figures;
import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happened to the mailings of a sequence, by day, week and month. */
@QuarkusTest
class DailyStatsTest {

  private final String organisation = "history " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private Sample sample;
  private long sequence;
  private long prospect;

  @BeforeEach
  void oneSequence() {
    sequence = Sample.sequences(ada, organisation, 1).get(0);
    sample = Sample.of(organisation);
    prospect = sample.prospect("P");
  }

  private long mailing(String event, String moment) {
    long mailing = sample.mailing(sequence, prospect);
    Db.rows("update mailing set " + event + " = ?::timestamptz where id = ?", moment, mailing);
    return mailing;
  }

  @Test
  void aDayIsThatOfTheEventByUtcAndNotOfTheWrite() {
    mailing("delivered_at", "2024-02-28T23:59:59.999Z");
    mailing("delivered_at", "2024-02-29T00:00:00.000Z");
    mailing("opened_at", "2024-02-29T23:59:59.999Z");
    mailing("opened_at", "2024-03-01T00:30:00+01:00");
    mailing("clicked_at", "2024-03-01T00:00:00Z");
    assertThat(figures(ada, ""))
        .isEqualTo(
            Map.of(
                sequence + "-2024-02-28", Map.of("deliverCount", 1L),
                sequence + "-2024-02-29", Map.of("deliverCount", 1L, "openCount", 2L),
                sequence + "-2024-03-01", Map.of("clickCount", 1L)));
  }

  @ParameterizedTest
  @CsvSource({
    "scheduled_at,scheduleCount",
    "delivered_at,deliverCount",
    "bounced_at,bounceCount",
    "failed_at,failureCount",
    "opened_at,openCount",
    "clicked_at,clickCount",
    "replied_at,replyCount",
    "unsubscribed_at,optOutCount"
  })
  void noEventImpliesAnother(String event, String figure) {
    mailing(event, "2024-02-29T12:00:00Z");
    assertThat(figures(ada, "")).isEqualTo(Map.of(sequence + "-2024-02-29", Map.of(figure, 1L)));
  }

  @ParameterizedTest
  @CsvSource({
    "positive,positiveReplyCount",
    "neutral,neutralReplyCount",
    "negative,negativeReplyCount"
  })
  void aSentimentCountsOnTheDayOfTheReply(String sentiment, String figure) {
    long mailing = mailing("replied_at", "2024-02-29T12:00:00Z");
    Db.rows("update mailing set reply_sentiment = ? where id = ?", sentiment, mailing);
    assertThat(figures(ada, ""))
        .isEqualTo(Map.of(sequence + "-2024-02-29", Map.of("replyCount", 1L, figure, 1L)));
  }

  @Test
  void whatWaitsToBeFoldedIsInItAndFoldingChangesNothing() {
    mailing("delivered_at", "2024-02-29T12:00:00Z");
    Db.foldAll(sample.org());
    mailing("delivered_at", "2024-02-29T13:00:00Z");
    mailing("opened_at", "2024-03-04T13:00:00Z");
    for (String grain : List.of("day", "week", "month")) {
      Map<String, Map<String, Long>> pending = figures(ada, "filter[grain]=" + grain);
      assertThat(pending).hasSize(2);
      Db.foldAll(sample.org());
      assertThat(figures(ada, "filter[grain]=" + grain)).isEqualTo(pending);
    }
  }

  @Test
  void whatIsUndoneIsGone() {
    long mailing = mailing("opened_at", "2024-02-29T12:00:00Z");
    mailing("clicked_at", "2024-03-01T12:00:00Z");
    Db.foldAll(sample.org());
    Db.rows("update mailing set opened_at = null where id = ?", mailing);
    for (int folded = 0; folded < 2; folded++) {
      assertThat(DailyStats.ids(ada, "")).containsExactly(sequence + "-2024-03-01");
      Refusal.of(ada.get(DailyStats.PATH + "/" + sequence + "-2024-02-29"), 404)
          .is("resourceNotFound");
      Db.foldAll(sample.org());
    }
    Db.rows("delete from mailing where org_id = ?", sample.org());
    for (String grain : List.of("day", "week", "month")) {
      assertThat(DailyStats.ids(ada, "filter[grain]=" + grain)).isEmpty();
    }
  }

  @Test
  void mailingsWithoutASequenceAndTouchesOfProspectsCountNowhere() {
    long mailing = mailing("opened_at", "2024-02-29T12:00:00Z");
    Db.rows("update mailing set sequence_id = null where id = ?", mailing);
    Db.rows(
        "update call set dialed_at = '2024-02-29Z' where id = ?", sample.call(sequence, prospect));
    assertThat(figures(ada, "filter[grain]=day,week,month")).isEmpty();
    Db.foldAll(sample.org());
    assertThat(figures(ada, "filter[grain]=day,week,month")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-12-29,2024-W52,2024-12-23,2024-12,2024-12-01",
    "2024-12-30,2025-W01,2024-12-30,2024-12,2024-12-01",
    "2025-01-01,2025-W01,2024-12-30,2025-01,2025-01-01",
    "2025-01-05,2025-W01,2024-12-30,2025-01,2025-01-01",
    "2020-12-31,2020-W53,2020-12-28,2020-12,2020-12-01",
    "2021-01-03,2020-W53,2020-12-28,2021-01,2021-01-01",
    "2021-01-04,2021-W01,2021-01-04,2021-01,2021-01-01",
    "0001-01-01,0001-W01,0001-01-01,0001-01,0001-01-01",
    "9999-12-31,9999-W52,9999-12-27,9999-12,9999-12-01"
  })
  void weeksAreThoseOfIso8601AndBeginOnMonday(
      String day, String week, String monday, String month, String first) {
    mailing("opened_at", day + "T12:00:00Z");
    assertStat("day", day, day);
    assertStat("week", week, monday);
    assertStat("month", month, first);
  }

  private void assertStat(String grain, String name, String day) {
    List<JsonNode> found = data(document(ada.get(DailyStats.PATH + "?filter[grain]=" + grain)));
    assertThat(found).hasSize(1);
    JsonNode stat = found.get(0);
    assertThat(stat.get("id").textValue()).isEqualTo(sequence + "-" + name);
    assertThat(stat.at("/attributes/grain").textValue()).isEqualTo(grain);
    assertThat(stat.at("/attributes/day").textValue()).isEqualTo(day);
    JsonNode alone = document(ada.get(stat.at("/links/self").textValue()));
    assertThat(alone.get("data")).isEqualTo(stat);
  }

  @Test
  void aStatIncludesItsSequenceAndIsNotForWriting() {
    mailing("opened_at", "2024-02-29T12:00:00Z");
    JsonNode page =
        document(
            ada.get(
                DailyStats.PATH
                    + "?include=sequence&provideAuthorizationMeta=true"
                    + "&fields[sequenceDailyStat]=openCount&fields[sequence]=name,openCount"));
    JsonNode stat = data(page).get(0);
    assertThat(stat.get("attributes").toString()).isEqualTo("{\"openCount\":1}");
    assertThat(stat.get("meta").toString()).isEqualTo("{\"canWrite\":false,\"canDelete\":false}");
    assertThat(page.get("included")).hasSize(1);
    assertThat(page.at("/included/0/id").longValue()).isEqualTo(sequence);
    assertThat(page.at("/included/0/attributes/openCount").longValue()).isEqualTo(1);
    String one = DailyStats.PATH + "/" + sequence + "-2024-02-29";
    assertThat(document(ada.get(one + "?include=sequence")).at("/included/0/id").longValue())
        .isEqualTo(sequence);
    for (ValidatableResponse write :
        List.of(ada.post(DailyStats.PATH, "{}"), ada.patch(one, "{}"), ada.delete(one))) {
      Refusal.of(write, 405).is("methodNotAllowed");
      assertThat(write.extract().header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }
  }
}
