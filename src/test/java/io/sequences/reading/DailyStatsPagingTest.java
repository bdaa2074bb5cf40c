package io.sequences.reading;

import static io.sequences.reading.DailyStats.PATH;
import static io.sequences.support.Resources.by;
import static io.sequences.support.Resources.byId;
import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.keys;
import static io.sequences.support.Resources.pages;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks through the days of a year of three sequences, half of them pending. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DailyStatsPagingTest {

  private static final int DAYS = 300;

  private final String organisation = "history pages " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private List<Long> sequences = List.of();

  @BeforeEach
  void threeHundredDaysOfThreeSequences() {
    if (!sequences.isEmpty()) {
      return;
    }
    sequences = Sample.sequences(ada, organisation, 3);
    String mailings =
        "insert into mailing (org_id, sequence_id, opened_at, clicked_at)"
            + " select org_id, s.id, timestamptz '2025-01-01Z' + i * interval '1 day',"
            + " case when n = 2 then timestamptz '2025-01-01Z' + i * interval '1 day' end"
            + " from sequence s, generate_series(0, ?) i, generate_series(1, 1 + i %% 7) n"
            + " where org_id = ? and n %% 2 = ?";
    Db.rows(mailings.replace("%%", "%"), DAYS - 1, Db.org(organisation), 1);
    Db.foldAll(Db.org(organisation));
    Db.rows(mailings.replace("%%", "%"), DAYS - 1, Db.org(organisation), 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sort=id",
        "sort=-id",
        "sort=-openCount",
        "sort=clickCount,-day",
        "sort=day",
        "sort=-day,openCount",
        "sort=-grain"
      })
  void aWalkHasEveryDayOnceInItsOrderBothWays(String query) {
    List<JsonNode> whole = data(document(ada.get(PATH + "?page[size]=1000&" + query)));
    assertThat(whole).hasSize(3 * DAYS).isSortedAccordingTo(order(query));
    for (int size : new int[] {37, 450}) {
      List<JsonNode> forwards = pages(ada, PATH + "?page[size]=" + size + "&" + query, "next");
      assertThat(all(forwards)).as(query).isEqualTo(keys(whole));
      List<JsonNode> backwards =
          pages(ada, forwards.get(forwards.size() - 1).at("/links/prev").textValue(), "prev");
      Collections.reverse(backwards);
      backwards.add(forwards.get(forwards.size() - 1));
      assertThat(all(backwards)).as(query).isEqualTo(keys(whole));
    }
  }

  private static Comparator<JsonNode> order(String query) {
    return Stream.of(query.replace("sort=", "").split(",", -1))
        .filter(key -> !key.isEmpty())
        .map(key -> by(key.replace("-", ""), key.startsWith("-")))
        .reduce(Comparator::thenComparing)
        .map(order -> order.thenComparing(byId()))
        .orElse(byId());
  }

  private static List<String> all(List<JsonNode> pages) {
    return pages.stream().flatMap(page -> keys(data(page)).stream()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'',900",
    "filter[grain]=week,132",
    "filter[grain]=month,30",
    "'filter[grain]=day,week,month',1062",
    "filter[clickCount]=0,129",
    "filter[day]=2025-03-01..2025-03-31,93"
  })
  void everyGrainIsCountedAndWalked(String query, int count) {
    JsonNode page = document(ada.get(PATH + "?count=true&page[size]=1&" + query));
    assertThat(page.at("/meta/count").intValue()).isEqualTo(count);
    List<String> walked = all(pages(ada, PATH + "?page[size]=61&" + query, "next"));
    assertThat(walked).hasSize(count).doesNotHaveDuplicates();
    List<JsonNode> byOffset = pages(ada, PATH + "?page[limit]=61&" + query, "next");
    assertThat(all(byOffset)).isEqualTo(walked);
  }

  @Test
  void aCursorOutlivesItsDay() {
    long fourth = Sample.sequences(ada, organisation, 1).get(0);
    for (int day = 1; day <= 3; day++) {
      Db.rows(
          "insert into mailing (org_id, sequence_id, opened_at) values (?, ?, ?::timestamptz)",
          Db.org(organisation),
          fourth,
          "2025-03-0" + day + "T00:00:00Z");
    }
    String all = PATH + "?page[size]=2&filter[sequence][id]=" + fourth;
    String next = document(ada.get(all)).at("/links/next").textValue();
    Db.rows("delete from mailing where sequence_id = ? and opened_at = '2025-03-02Z'", fourth);
    JsonNode second = document(ada.get(next));
    assertThat(keys(data(second))).containsExactly(fourth + "-2025-03-03");
    assertThat(keys(data(document(ada.get(second.at("/links/prev").textValue())))))
        .containsExactly(fourth + "-2025-03-01");
    Db.rows("delete from mailing where sequence_id = ?", fourth);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"18", "\"18\"", "\"x\"", "\"18-2025-02-29\"", "\"18-2025-W60\"", "null", "[]"})
  void aForgedCursorIsRefused(String id) {
    String next = document(ada.get(PATH + "?page[size]=1")).at("/links/next").textValue();
    String real = next.replaceFirst(".*page%5Bafter%5D=", "");
    String forged =
        new String(Base64.getUrlDecoder().decode(real), StandardCharsets.UTF_8)
            .replaceFirst("\"[0-9]+-[-0-9]+\"", id);
    String cursor =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(forged.getBytes(StandardCharsets.UTF_8));
    assertThat(cursor).isNotEqualTo(real);
    Refusal.of(ada.get(PATH + "?page[size]=1&page[after]=" + cursor), 422).parameter("page[after]");
  }
}
