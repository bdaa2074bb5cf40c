package io.sequences.reading;

import static io.sequences.reading.DailyStats.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What filters find among daily stats: of two sequences, A and B, each with three days. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DailyStatsFilterTest {

  private final String organisation = "history filters " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private long a;
  private long b;

  @BeforeEach
  void twoSequences() {
    if (a != 0) {
      return;
    }
    List<Long> two = Sample.sequences(ada, organisation, 2);
    a = two.get(0);
    b = two.get(1);
    Db.rows(
        "insert into mailing (org_id, sequence_id, opened_at, delivered_at)"
            + " select org_id, s.id, d, case when s.id = ? then d end from sequence s,"
            + " unnest(array['2026-02-28Z', '2026-03-01Z', '2026-03-02Z']::timestamptz[]) d,"
            + " generate_series(1, extract(day from d at time zone 'UTC')::int) where org_id = ?",
        b,
        Db.org(organisation));
  }

  @ParameterizedTest
  @CsvSource({
    "'',A-2026-02-28 A-2026-03-01 A-2026-03-02 B-2026-02-28 B-2026-03-01 B-2026-03-02",
    "filter[sequence][id]=A,A-2026-02-28 A-2026-03-01 A-2026-03-02",
    "'filter[sequence][id]=A,B&filter[day]=2026-03-01',A-2026-03-01 B-2026-03-01",
    "newFilterSyntax=true&filter[sequence][id][neq]=A&filter[day][gt]=2026-03-01,B-2026-03-02",
    "filter[sequence][id]=0,''",
    "filter[day]=2026-02-28..2026-03-01&filter[sequence][id]=A,A-2026-02-28 A-2026-03-01",
    "filter[day]=2026-03-02..inf,A-2026-03-02 B-2026-03-02",
    "filter[day]=neginf..2026-02-28,A-2026-02-28 B-2026-02-28",
    "'filter[day]=2026-02-28,2026-03-02&filter[sequence][id]=B',B-2026-02-28 B-2026-03-02",
    "newFilterSyntax=true&filter[day][gte]=2026-03-01&filter[day][lt]=2026-03-02&filter[sequence][id]=A,A-2026-03-01",
    "newFilterSyntax=true&filter[day][]=2026-03-01&filter[day][]=2026-02-28&filter[sequence][id]=A,A-2026-02-28 A-2026-03-01",
    "newFilterSyntax=true&filter[day][neq]=2026-03-01&filter[sequence][id]=A,A-2026-02-28 A-2026-03-02",
    "filter[day]=2025-01-01..2025-12-31,''",
    "filter[openCount]=2..27&filter[sequence][id]=A,A-2026-03-02",
    "filter[openCount]=28,A-2026-02-28 B-2026-02-28",
    "filter[deliverCount]=0,A-2026-02-28 A-2026-03-01 A-2026-03-02",
    "filter[grain]=day&filter[sequence][id]=B,B-2026-02-28 B-2026-03-01 B-2026-03-02",
    "filter[grain]=week,A-2026-W09 A-2026-W10 B-2026-W09 B-2026-W10",
    "filter[grain]=month,A-2026-02 A-2026-03 B-2026-02 B-2026-03",
    "'filter[grain]=week,month&filter[sequence][id]=A',A-2026-02 A-2026-W09 A-2026-03 A-2026-W10",
    "newFilterSyntax=true&filter[grain][neq]=day&filter[sequence][id]=B,B-2026-02 B-2026-W09 B-2026-03 B-2026-W10",
    "filter[grain]=week&filter[day]=2026-03-01..inf,A-2026-W10 B-2026-W10",
    "filter[grain]=month&filter[day]=2026-02-28..2026-03-01,A-2026-03 B-2026-03",
    "filter[grain]=week&filter[openCount]=29,A-2026-W09 B-2026-W09",
    "filter[grain]=__null__,''",
    "filter[id]=A-2026-03-01,A-2026-03-01",
    "filter[id]=A-2026-W10,A-2026-W10",
    "'filter[id]=B-2026-03,A-2026-W10,A-2026-03-01,A-2031-01-01',A-2026-03-01 A-2026-W10 B-2026-03",
    "filter[id]=A-2026-W10&filter[grain]=day,''",
    "newFilterSyntax=true&filter[id][]=A-2026-03&filter[id][]=B-2026-02-28,A-2026-03 B-2026-02-28",
    "newFilterSyntax=true&filter[id][neq]=A-2026-03-01&filter[sequence][id]=A&filter[grain]=day,A-2026-02-28 A-2026-03-02",
  })
  void findsExactlyThese(String query, String found) {
    assertThat(DailyStats.ids(ada, named(query)))
        .isEqualTo(found.isEmpty() ? List.of() : Stream.of(named(found).split(" ", -1)).toList());
  }

  private String named(String text) {
    return text.replaceAll("\\bA\\b", Long.toString(a)).replaceAll("\\bB\\b", Long.toString(b));
  }

  @ParameterizedTest
  @CsvSource({
    "filter[grain]=year,filter[grain],'must be one of day, week, month'",
    "filter[grain]=Day,filter[grain],'must be one of day, week, month'",
    "filter[day]=2026-02-29,filter[day],must be a date such as",
    "filter[day]=2026-3-1,filter[day],must be a date such as",
    "filter[day]=2026-03-01T00:00:00Z,filter[day],must be a date such as",
    "filter[day]=2026-03,filter[day],must be a date such as",
    "filter[day]=today,filter[day],must be a date such as",
    "filter[day]=infinity,filter[day],must be a date such as",
    "filter[day]=0000-12-31,filter[day],must be a date such as",
    "filter[day]=2026-03-01..,filter[day],must be a date such as",
    "filter[day]=2026-03-01..31,filter[day],must be a date such as",
    "filter[id]=18,filter[id],must be an id such as 18-2025-01-13",
    "filter[id]=18-2026-02-29,filter[id],must be an id such as",
    "newFilterSyntax=true&filter[id][gt]=18-2026-03-01,filter[id][gt],has no order",
    "filter[sequence][id]=x,filter[sequence][id],must be an integer",
    "filter[sequence][name]=x,filter[sequence][name],is filtered by id",
    "filter[month]=1,filter[month],no member 'month'",
    "sort=days,sort,Did you mean 'day'?",
    "include=mailings,include,no relationship 'mailings'",
    "fields[sequenceDailyStat]=name,fields[sequenceDailyStat],no member 'name'",
  })
  void refusesWithAReason(String query, String parameter, String reason) {
    Refusal.of(ada.get(PATH + "?" + query), 422)
        .is("validationError")
        .parameter(parameter)
        .saying(reason);
  }

  @Test
  void aRangeOfDaysInTheNewGrammarIsRefusedByItsOwnId() {
    Refusal.of(ada.get(PATH + "?newFilterSyntax=true&filter[day]=2026-03-01..inf"), 422)
        .is("filterParameter.invalidDatetimeFormat")
        .parameter("filter[day]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "A-",
        "A-2026",
        "A-2026-02-29",
        "A-2026-3-1",
        "A-2026-13",
        "A-2026-00",
        "A-2026-W00",
        "A-2026-W54",
        "A-2025-W53",
        "A-2026-w10",
        "A-2026-W10-1",
        "A-2026-03-01T00",
        "A-0000-W01",
        "A-2026-03-03",
        "A-2027-03",
        "0A-2026-03-01",
        "-A-2026-03-01",
        "+A-2026-03-01",
        "A.0-2026-03-01",
        "9999999999999999999-2026-03-01",
        "2026-03-01",
        "%F0%9D%9F%8F-2026-03-01",
      })
  void whatNamesNoStatIsNotFound(String id) {
    Refusal.of(ada.get(PATH + "/" + id.replace("A", Long.toString(a))), 404)
        .is("resourceNotFound")
        .saying("There is no such sequenceDailyStat.");
  }
}
