package io.sequences.reading;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many statements a request costs, as PostgreSQL counts them. */
@QuarkusTest
class StatementBudgetTest {

  private static final String ORGANISATION = "budget";

  /**
   * The test's own statements, those of the jobs, and what makes a transaction of one
   * organisation's.
   */
  private static final String[] NOT_THE_REQUESTS = {
    "set application_name = %",
    "%pg_stat_statements%",
    "select run_fold(%",
    "%from upkeep%",
    "vacuum (truncate false) mailing_delta",
    "select tend_sequence_states(%",
    "select sweep_idempotency_keys(%",
    "%neglected_sequences()",
    "set local sequences.org = %",
    "begin%",
    "commit"
  };

  private final Api ada = Api.of(ORGANISATION, "ada");

  @BeforeEach
  void aThousandSequences() {
    ada.get("/users").statusCode(200);
    long org = Db.org(ORGANISATION);
    if (Db.number("select count(*) from sequence where org_id = ?", org) == 0) {
      Db.rows("create extension if not exists pg_stat_statements");
      Db.rows(
          "insert into sequence (org_id, name, ruleset_id, owner_id) select ?, 's' || i,"
              + " (select id from ruleset where org_id = ?), ? from generate_series(1, 1000) i",
          org,
          org,
          Db.user(ORGANISATION, "ada"));
      Db.rows(
          "insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds)"
              + " select org_id, id, n, 'call', 0 from sequence, generate_series(1, 2) n"
              + " where org_id = ?",
          org);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 3",
        "&fields[sequence]=name | 1",
        "&fields[sequence]=name,openCount,durationInDays | 1",
        "&fields[sequence]=name&count=true | 2",
        "&sort=-openCount&filter[openCount]=0 | 3",
        "&include=owner,ruleset | 5",
        "&include=sequenceSteps.creator,contentCategoryMemberships.contentCategory | 4",
        "&include=sequenceStates.prospect,mailings,tasks,calls | 7",
        "&provideAuthorizationMeta=true | 3",
      })
  void aPageCostsTheSameHoweverManyItShows(String query, int statements) {
    for (int size : new int[] {1, 50, 1_000}) {
      List<String> issued = statements("/sequences?page[size]=" + size + query, size);
      assertThat(issued).as(size + query + "\n" + String.join("\n", issued)).hasSize(statements);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 1",
        "&filter[grain]=week | 1",
        "&filter[grain]=month&sort=-openCount | 1",
        "&include=sequence&count=true&provideAuthorizationMeta=true | 5",
      })
  void aPageOfHistoryCostsTheSameHoweverManyDaysItShows(String query, int statements) {
    Db.rows(
        "insert into mailing_daily (org_id, sequence_id, day, open_count)"
            + " select org_id, id, '2026-01-01'::date + i * 32, 1 from sequence,"
            + " generate_series(0, 1) i where org_id = ? on conflict do nothing",
        Db.org(ORGANISATION));
    for (int size : new int[] {1, 50, 1_000}) {
      String path = "/sequenceDailyStats?page[size]=" + size + query;
      List<String> issued = statements(path, size);
      assertThat(issued).as(path + "\n" + String.join("\n", issued)).hasSize(statements);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fields[sequence]=name",
        "fields[sequence]=name&sort=-updatedAt&include=owner",
        "fields[sequence]=owner,sequenceSteps&fields[sequenceStep]=order&include=sequenceSteps"
      })
  void figuresThatNobodyAsksForCostNothing(String query) {
    assertThat(statements("/sequences?" + query, 50))
        .isNotEmpty()
        .noneMatch(sql -> sql.contains("mailing") || sql.contains("l.step_type"));
  }

  @Test
  void askedForFiguresAreReadOnceForThePage() {
    assertThat(statements("/sequences?fields[sequence]=openCount,clickCount,replyCount", 50))
        .singleElement()
        .asString()
        .containsOnlyOnce("sequence_ledger");
  }

  /**
   * Every statement since the reset, as often as it ran, except those of {@link #NOT_THE_REQUESTS}.
   */
  private List<String> statements(String path, int size) {
    ada.get(path).statusCode(200);
    Db.rows("select pg_stat_statements_reset()");
    assertThat(data(document(ada.get(path)))).hasSize(size);
    return Db.rows(
            "select query from pg_stat_statements s join pg_database d on d.oid = s.dbid,"
                + " generate_series(1, calls) where d.datname = current_database()"
                + " and not query ilike any (?)",
            (Object) NOT_THE_REQUESTS)
        .stream()
        .map(Object::toString)
        .toList();
  }
}
