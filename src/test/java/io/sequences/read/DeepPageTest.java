package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.access.Caller;
import io.sequences.support.Api;
import io.sequences.support.Db;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages in the middle of 100,000 sequences: each reads little more than what it shows. */
@QuarkusTest
class DeepPageTest {

  private static final int ROWS = 100_000;
  private static final String ORGANISATION = "deep";
  private static final OffsetDateTime START =
      OffsetDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private long firstId;
  private Caller caller;

  @BeforeEach
  void manySequences() {
    Api.of(ORGANISATION, "ada").get("/users").statusCode(200);
    long org = Db.org(ORGANISATION);
    caller = Statements.caller(org, Db.user(ORGANISATION, "ada"));
    if (Db.number("select count(*) from sequence where org_id = ?", org) == 0) {
      Db.rows(
          "insert into sequence (org_id, name, ruleset_id, created_at, updated_at)"
              + " select ?, 'n' || lpad((i * 7919 % 100000)::text, 6, '0'),"
              + " (select id from ruleset where org_id = ?), '2024-01-01 00:00Z',"
              + " timestamptz '2024-01-01 00:00Z' + i * interval '1 second'"
              + " from generate_series(0, ?) i",
          org, org, ROWS - 1);
      Db.rows("vacuum analyze sequence");
    }
    firstId = Db.number("select min(id) from sequence where org_id = ?", org);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "-id", "name", "-name", "updatedAt", "-updatedAt", "createdAt"})
  void aDeepPageReadsAnIndexRangeAndSortsNoMoreThanItShows(String sort) {
    Plan plan = Statements.plan("sequences", "fields[sequence]=name&sort=" + sort, caller);
    String first = Statements.explained(Statements.WRITER.page(plan), caller);
    assertCheap(sort + " first", first);
    for (int depth : new int[] {100, 50_000, 99_900}) {
      for (boolean backwards : new boolean[] {false, true}) {
        Plan deep = Statements.at(plan, position(sort, depth), backwards);
        String where = sort + " at " + depth + (backwards ? " backwards" : "");
        assertCheap(where, Statements.explained(Statements.WRITER.page(deep), caller));
        Plan.Window.Keyset window = (Plan.Window.Keyset) deep.window();
        assertCheap(
            where + " behind",
            Statements.explained(Statements.WRITER.behind(deep, window), caller));
      }
    }
  }

  @Test
  void aFilterByOwnerDoesNotSumForTheWholeOrganisation() {
    Plan plan = Statements.plan("sequences", "sort=-openCount&filter[owner][id]=1", caller);
    assertThat(Statements.explained(Statements.WRITER.page(plan), caller))
        .containsPattern("on sequence_total[^\n]*\n *Index Cond: [^\n]*sequence_id")
        .doesNotContain("Seq Scan on sequence_total")
        .doesNotContainPattern("on sequence_total[^\n]*\n *Index Cond: (?![^\n]*sequence_id)");
  }

  /** Where a page may start: the sort value of some row, and its id. */
  private Cursor position(String sort, int depth) {
    String attribute = sort.replace("-", "");
    Object value =
        switch (attribute) {
          case "id" -> firstId + depth;
          case "name" -> "n%06d".formatted(depth);
          case "updatedAt" -> START.plusSeconds(depth);
          default -> START;
        };
    return new Cursor(List.of(value), firstId + depth, false);
  }

  private static void assertCheap(String what, String plan) {
    assertThat(plan).as(what).contains("Index").doesNotContain("Seq Scan on sequence");
    Matcher read = Pattern.compile("actual rows=([0-9.]+)|Removed by Filter: (\\d+)").matcher(plan);
    while (read.find()) {
      String rows = read.group(1) == null ? read.group(2) : read.group(1);
      assertThat(Double.parseDouble(rows)).as(what + "\n" + plan).isLessThan(200);
    }
  }
}
