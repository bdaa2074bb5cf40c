package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sequences.jsonapi.Query.Filter;
import io.sequences.jsonapi.Query.Operator;
import io.sequences.jsonapi.Query.Page;
import io.sequences.jsonapi.Query.SortKey;
import io.sequences.jsonapi.Query.Test;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {

  private static final String NEW = "newFilterSyntax=true&";

  @org.junit.jupiter.api.Test
  void nothingAskedForIsTheFirstFifty() {
    assertThat(QueryParser.forCollection(null))
        .isEqualTo(
            new Query(
                List.of(),
                List.of(),
                new Page.ByCursor(50, null, null),
                List.of(),
                Map.of(),
                false,
                false,
                Map.of()));
  }

  @org.junit.jupiter.api.Test
  void everythingAtOnce() {
    assertThat(
            QueryParser.forCollection(
                "sort=name,-updatedAt&page[size]=7&page[after]=x&include=owner,sequenceSteps.creator"
                    + "&fields[user]=&fields[sequence]=name,owner&count=true"
                    + "&provideAuthorizationMeta=true&newFilterSyntax=false"))
        .isEqualTo(
            new Query(
                List.of(),
                List.of(new SortKey("name", false), new SortKey("updatedAt", true)),
                new Page.ByCursor(7, "x", null),
                List.of(List.of("owner"), List.of("sequenceSteps", "creator")),
                Map.of("user", List.of(), "sequence", List.of("name", "owner")),
                true,
                true,
                Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "page[limit]=3,3,0",
    "page[offset]=10000,50,10000",
    "page[limit]=1000&page[offset]=0,1000,0"
  })
  void eitherOffsetParameterPagesByOffset(String raw, int size, int offset) {
    assertThat(QueryParser.forCollection(raw).page()).isEqualTo(new Page.ByOffset(size, offset));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | IS 5",
        "1,2,3 | IS 1;IS 2;IS 3",
        "'' | IS ",
        ", | IS ;IS ",
        "5..10 | RANGE 5..10",
        "neginf..5,7 | RANGE neginf..5;IS 7",
        ".. | RANGE ..",
        "a..b..c | RANGE a..b..c",
        "... | RANGE ...",
        "__null__ | IS_NULL ",
        "a,__null__ | IS a;IS_NULL ",
        "__notnull__ | IS_NOT_NULL ",
        "__null__x | IS __null__x",
      })
  void theDefaultGrammarPacksTestsIntoTheValue(String value, String tests) {
    assertThat(tests("filter[a]=" + value)).isEqualTo(tests);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filter[a]=1,2 | IS 1,2",
        "filter[a]=1..2 | IS 1..2",
        "filter[a][]=1&filter[a][]=2 | IS 1;IS 2",
        "filter[a][gte]=1 | GTE 1",
        "filter[a][gt]=1 | GT 1",
        "filter[a][lte]=1 | LTE 1",
        "filter[a][lt]=1 | LT 1",
        "filter[a][neq]=1 | IS_NOT 1",
        "filter[a][neq]=__null__ | IS_NOT_NULL ",
        "filter[a][neq]=__notnull__ | IS_NULL ",
        "filter[a][]=__null__ | IS_NULL ",
      })
  void theNewGrammarPutsOperatorsIntoBrackets(String raw, String tests) {
    assertThat(tests(NEW + raw)).isEqualTo(tests);
  }

  @org.junit.jupiter.api.Test
  void differentOperatorsAreFiltersOfTheirOwn() {
    List<Filter> filters =
        QueryParser.forCollection(NEW + "filter[a][gte]=1&filter[a][lt]=2&filter[b][id][]=3")
            .filters();
    assertThat(filters)
        .containsExactly(
            new Filter("filter[a][gte]", List.of("a"), List.of(new Test(Operator.GTE, "1", null))),
            new Filter("filter[a][lt]", List.of("a"), List.of(new Test(Operator.LT, "2", null))),
            new Filter(
                "filter[b][id][]", List.of("b", "id"), List.of(new Test(Operator.IS, "3", null))));
  }

  private static String tests(String raw) {
    Filter filter = QueryParser.forCollection(raw).filters().get(0);
    return filter.anyOf().stream()
        .map(
            test ->
                test.operator()
                    + " "
                    + test.value()
                    + (test.upper() == null ? "" : ".." + test.upper()))
        .collect(Collectors.joining(";"))
        .strip();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 2_000, 100_000})
  void tooManyValuesAreRefused(int count) {
    String values = "1" + ",1".repeat(count - 1);
    assertThatThrownBy(() -> QueryParser.forCollection("filter[a]=" + values))
        .isInstanceOf(ApiException.class)
        .hasMessage("A filter has at most 1000 values.");
  }

  @org.junit.jupiter.api.Test
  void tooManyValuesInParametersOfTheirOwnAreRefused() {
    StringBuilder raw = new StringBuilder(NEW);
    for (int i = 0; i < 1_001; i++) {
      raw.append("filter[a][]=").append(i).append('&');
    }
    String query = raw.toString();
    assertThatThrownBy(() -> QueryParser.forCollection(query)).isInstanceOf(ApiException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "openCont,' Did you mean ''openCount''?'",
    "name,' Did you mean ''name''?'",
    "ame,' Did you mean ''name''?'",
    "somethingElse,''"
  })
  void aHintIsTheNearestName(String given, String hint) {
    assertThat(Names.hint(given, List.of("openCount", "name", "tags"))).isEqualTo(hint);
  }
}
