package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.access.Caller;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many rows of the ledger's 60,000 a page of the history reads. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DailyStatsPlanTest {

  private static final String ORGANISATION = "history plans";
  private static final int SEQUENCES = 300;
  private static final int DAYS = 200;
  private static final Pattern READ =
      Pattern.compile("on mailing_daily\\w* .*actual rows=([0-9.]+) loops=(\\d+)");

  private Caller caller;
  private List<Long> sequences;

  @BeforeEach
  void manyDays() {
    if (caller == null) {
      sequences = Sample.sequences(Api.of(ORGANISATION, "ada"), ORGANISATION, SEQUENCES);
      long org = Db.org(ORGANISATION);
      caller = Statements.caller(org, Db.user(ORGANISATION, "ada"));
      Db.rows(
          "insert into mailing_daily (org_id, sequence_id, day, open_count)"
              + " select org_id, id, '2026-01-01'::date + i, i from sequence,"
              + " generate_series(1, ?) i where org_id = ?",
          DAYS,
          org);
      Db.rows("vacuum analyze mailing_daily");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 400",
        "sort=-id | 400",
        "filter[grain]=week | 600",
        "filter[sequence][id]=S | 200",
        "filter[sequence][id]=S&sort=-openCount | 200",
        "filter[sequence][id]=S&filter[day]=2026-02-01..2026-02-28&sort=-openCount | 200",
        "filter[sequence][id]=S&filter[grain]=week&sort=-openCount | 200",
        "filter[id]=S-2026-02-01 | 200",
        "filter[id]=S-2026-W09 | 200",
      })
  void aPageReadsNoMoreThanItHasTo(String query, int most) {
    String of = query.replace("S", Long.toString(sequences.get(SEQUENCES / 2)));
    Plan plan = Statements.plan("sequenceDailyStats", of, caller);
    assertThat(read(Statements.explained(Statements.WRITER.page(plan), caller)))
        .isBetween(1.0, 1.0 * most);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "150,false", "150,true", "299,true"})
  void aDeepPageCostsWhatTheFirstDoes(int place, boolean backwards) {
    Plan first = Statements.plan("sequenceDailyStats", "page[size]=50", caller);
    Cursor position = new Cursor(List.of(), sequences.get(place) + "-2026-04-01", false);
    Plan deep = Statements.at(first, position, backwards);
    assertThat(read(Statements.explained(Statements.WRITER.page(deep), caller)))
        .isBetween(50.0, 400.0);
    Plan.Window.Keyset window = (Plan.Window.Keyset) deep.window();
    assertThat(read(Statements.explained(Statements.WRITER.behind(deep, window), caller)))
        .isBetween(1.0, 400.0);
  }

  /** The rows of days that a plan has read, by whichever of its nodes. */
  private static double read(String plan) {
    double rows = 0;
    Matcher node = READ.matcher(plan);
    while (node.find()) {
      rows += Double.parseDouble(node.group(1)) * Integer.parseInt(node.group(2));
    }
    return rows;
  }
}
