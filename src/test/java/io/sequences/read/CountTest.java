package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.app.ResourceTypes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code meta} says of the total, up to and beyond the limit of counting. */
class CountTest {

  private static final Links LINKS = new Links("http://localhost/api/v2", List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | {\"count\":0,\"count_truncated\":false}",
        "1999999 | {\"count\":1999999,\"count_truncated\":false}",
        "2000000 | {\"count\":2000000,\"count_truncated\":false}",
        "2000001 | {\"count\":2000000,\"count_truncated\":true}",
      })
  void countingStopsAtTwoMillionsAndSaysSo(long total, String meta) {
    assertThat(document("count=true", total)).endsWith("\"meta\":" + meta + "}");
  }

  @ParameterizedTest
  @CsvSource({"''", "count=false"})
  void withoutCountTheTotalIsNull(String query) {
    assertThat(document(query, null)).endsWith("\"meta\":{\"count\":null}}");
  }

  @ParameterizedTest
  @CsvSource({"count=true", "page[limit]=10"})
  void theStatementCountsNoFurtherThanItHasTo(String query) {
    Plan plan = Statements.plan("prospects", query, Statements.caller(7, 11));
    assertThat(plan.needsTotal()).isTrue();
    assertThat(Statements.WRITER.total(plan).text()).endsWith(" limit 2000001) c");
  }

  private static String document(String query, Long total) {
    Plan plan = Statements.plan("prospects", query, Statements.caller(7, 11));
    Slice slice =
        new Slice(new Fetched(plan.selection(), List.of(), new Linkage()), false, false, total);
    DocumentWriter writer = new DocumentWriter(ResourceTypes.catalog(), WireIds.INTEGER);
    return new String(writer.collection(plan, slice, LINKS), StandardCharsets.UTF_8);
  }
}
