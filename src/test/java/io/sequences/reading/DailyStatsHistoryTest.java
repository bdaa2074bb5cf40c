package io.sequences.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Resources;
import io.sequences.support.Sample;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Random histories around two New Years, partly folded: what the service shows by day, week and
 * month is what a count of the mailings by hand gives, at every pause.
 */
@QuarkusTest
class DailyStatsHistoryTest {

  private static final int PAUSES = 12;
  private static final int STATEMENTS = 12;

  private final String organisation = "history at random " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");

  @Test
  void daysWeeksAndMonthsAreWhatACountByHandGives() {
    List<Long> sequences = Sample.sequences(ada, organisation, 3);
    long org = Db.org(organisation);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int pause = 0; pause < PAUSES; pause++) {
      for (int i = 0; i < STATEMENTS; i++) {
        Db.rows(statement(org, sequences, random));
      }
      if (random.nextBoolean()) {
        Db.rows("select fold_mailing_deltas(?)", 1 + random.nextInt(20));
      }
      String what = "seed " + seed + ", pause " + pause;
      assertThat(shown("day")).as(what).isEqualTo(counted(org, LocalDate::toString));
      assertThat(shown("week")).as(what).isEqualTo(counted(org, DailyStatsHistoryTest::week));
      assertThat(shown("month"))
          .as(what)
          .isEqualTo(counted(org, day -> day.toString().substring(0, 7)));
    }
  }

  private Map<String, Map<String, Long>> shown(String grain) {
    return DailyStats.figures(ada, "filter[grain]=" + grain);
  }

  private static String statement(long org, List<Long> sequences, Random random) {
    List<String> moments = new ArrayList<>(DailyStats.FIGURES.values());
    String moment = moments.get(random.nextInt(moments.size()));
    String some = " where org_id = %d and id %% 5 = %d".formatted(org, random.nextInt(5));
    Object sequence = random.nextInt(8) == 0 ? "null" : sequences.get(random.nextInt(3));
    return switch (random.nextInt(8)) {
      case 0, 1, 2 ->
          ("insert into mailing (org_id, sequence_id, scheduled_at, opened_at)"
                  + " select %d, %s, %s, %s from generate_series(1, %d)")
              .formatted(org, sequence, at(random), at(random), 1 + random.nextInt(9));
      case 3, 4 ->
          "update mailing set %s = %s, reply_sentiment = null".formatted(moment, at(random)) + some;
      case 5 ->
          "update mailing set replied_at = %s, reply_sentiment = '%s'"
                  .formatted(at(random), DailyStats.SENTIMENTS.get(random.nextInt(3)))
              + some;
      case 6 -> "update mailing set sequence_id = " + sequence + some;
      default -> "delete from mailing" + some + " and id % 3 = 0";
    };
  }

  /** Within a millisecond of a midnight, or in the middle of a day, of some weeks. */
  private static String at(Random random) {
    return "(timestamptz '%d-12-20Z' + interval '%d days' + interval '%d ms')"
        .formatted(
            random.nextBoolean() ? 2020 : 2024,
            random.nextInt(30),
            List.of(0, -1, 43_200_000).get(random.nextInt(3)));
  }

  private static String week(LocalDate day) {
    return "%d-W%02d"
        .formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  private static Map<String, Map<String, Long>> counted(
      long org, Function<LocalDate, String> time) {
    Map<String, Map<String, Long>> counted = new TreeMap<>();
    for (Object row :
        Db.rows(
            "select row_to_json(m)::text from mailing m where org_id = ?"
                + " and sequence_id is not null",
            org)) {
      JsonNode mailing = Resources.json((String) row);
      DailyStats.FIGURES.forEach((figure, column) -> count(mailing, figure, column, time, counted));
      String sentiment = mailing.get("reply_sentiment").textValue();
      if (sentiment != null) {
        count(mailing, sentiment + "ReplyCount", "replied_at", time, counted);
      }
    }
    return counted;
  }

  private static void count(
      JsonNode mailing,
      String figure,
      String column,
      Function<LocalDate, String> time,
      Map<String, Map<String, Long>> into) {
    String moment = mailing.get(column).textValue();
    if (moment != null) {
      LocalDate day =
          OffsetDateTime.parse(moment).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
      String id = mailing.get("sequence_id").longValue() + "-" + time.apply(day);
      into.computeIfAbsent(id, key -> new TreeMap<>()).merge(figure, 1L, Long::sum);
    }
  }
}
