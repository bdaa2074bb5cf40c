package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sequences.access.Caller;
import io.sequences.access.Who;
import io.sequences.catalog.Aggregate;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a query is taken to mean by the catalogue, and which are refused. */
class PlannerTest {

  private static final Caller ADA = Statements.caller(7, 11);

  private static Plan plan(String query) {
    return Statements.plan("sequences", query, ADA);
  }

  private static String conditions(Plan plan) {
    return plan.conditions().stream()
        .map(
            each ->
                (each.via() == null ? "" : each.via().name() + ".")
                    + each.attribute().name()
                    + " "
                    + each.anyOf())
        .collect(Collectors.joining(" and "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filter[name]=a,b,c | name [OneOf[values=[a, b, c]]]",
        "filter[name]=a..b | name [OneOf[values=[a..b]]]",
        "filter[openCount]=1..2,5 | openCount [OneOf[values=[5]], Within[bounds=[Compare[operator=>=, bound=1], Compare[operator=<=, bound=2]]]]",
        "filter[owner][id]=7 | owner.id [OneOf[values=[7]]]",
        "filter[updatedAt]=2026-01-02 | updatedAt [Within[bounds=[Compare[operator=>=, bound=2026-01-02T00:00Z], Compare[operator=<, bound=2026-01-03T00:00Z]]]]",
        "newFilterSyntax=true&filter[updatedAt][gt]=2026-01-02 | updatedAt [Compare[operator=>=, bound=2026-01-03T00:00Z]]",
        "newFilterSyntax=true&filter[updatedAt][gte]=2026-01-02 | updatedAt [Compare[operator=>=, bound=2026-01-02T00:00Z]]",
        "newFilterSyntax=true&filter[updatedAt][lt]=2026-01-02 | updatedAt [Compare[operator=<, bound=2026-01-02T00:00Z]]",
        "newFilterSyntax=true&filter[updatedAt][lte]=2026-01-02 | updatedAt [Compare[operator=<, bound=2026-01-03T00:00Z]]",
        "newFilterSyntax=true&filter[openCount][gt]=3 | openCount [Compare[operator=>, bound=3]]",
        "newFilterSyntax=true&filter[openCount][lte]=3 | openCount [Compare[operator=<=, bound=3]]",
        "newFilterSyntax=true&filter[name][neq]=a | name [Not[value=a]]",
        "filter[description]=__null__,x | description [OneOf[values=[x]], Null[]]",
      })
  void aFilterIsACondition(String query, String conditions) {
    assertThat(conditions(plan(query))).isEqualTo(conditions);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filter[nmae]=x | filter[nmae] The type sequence has no member 'nmae'. Did you mean 'name'?",
        "filter[name][x]=x | filter[name][x] 'name' is an attribute, and has no members.",
        "filter[owner]=1 | filter[owner] Relationship owner is filtered by",
        "filter[owner][emial]=1 | filter[owner][emial] Relationship owner is filtered by",
        "filter[openCount]=x | filter[openCount] The value 'x' must be",
        "filter[openCount]=1..x | filter[openCount] The value '1..x' must be",
        "filter[updatedAt]=soon | filter[updatedAt] The value 'soon' must be",
        "newFilterSyntax=true&filter[locked][gt]=true | filter[locked][gt] The value 'true' cannot be compared",
        "sort=nmae | sort The type sequence has no attribute 'nmae'. Did you mean 'name'?",
        "include=ownr | include The type sequence has no relationship 'ownr'. Did you mean 'owner'?",
        "include=owner.sequence | include The type user has no relationship 'sequence'.",
        "fields[sequenc]=a | fields[sequenc] There is no resource type 'sequenc'. Did you mean 'sequence'?",
        "fields[user]=emial | fields[user] The type user has no member 'emial'. Did you mean 'email'?",
        "page[after]=x | page[after] The value is no cursor of this query.",
        "page[before]=x | page[before] The value is no cursor of this query.",
      })
  void aNameOrValueThatIsNotKnownIsRefused(String query, String refusal) {
    ApiException refused = catchThrowableOfType(ApiException.class, () -> plan(query));
    assertThat(refused).isNotNull();
    assertThat(refused.errors())
        .singleElement()
        .satisfies(
            error -> assertThat(error.source().value() + " " + error.detail()).startsWith(refusal));
  }

  @ParameterizedTest
  @CsvSource({
    "newFilterSyntax=true&filter[updatedAt]=2026-01-01..2026-01-02,INVALID_DATETIME_FORMAT",
    "newFilterSyntax=true&filter[updatedAt]=soon,VALIDATION_ERROR",
    "newFilterSyntax=true&filter[openCount]=1..2,VALIDATION_ERROR",
    "filter[updatedAt]=2026-01-01..soon,VALIDATION_ERROR"
  })
  void aRangeOfMomentsInTheOtherGrammarHasARefusalOfItsOwn(String query, ErrorCode code) {
    ApiException refused = catchThrowableOfType(ApiException.class, () -> plan(query));
    assertThat(refused.errors()).extracting(error -> error.code()).containsExactly(code);
  }

  @Test
  void whatIsReadOfOthersTakesTheirScope() {
    Caller narrow = new Caller(7, new Who.User(11), false, Set.of("sequences.read"));
    assertThat(conditions(Statements.plan("sequences", "filter[owner][id]=1&include=", narrow)))
        .isNotEmpty();
    for (String query : List.of("filter[owner][email]=a@b", "include=owner")) {
      ApiException refused =
          catchThrowableOfType(
              ApiException.class, () -> Statements.plan("sequences", query, narrow));
      assertThat(refused.errors().get(0).code()).isEqualTo(ErrorCode.UNAUTHORIZED_OAUTH_SCOPE);
    }
  }

  @Test
  void aCursorBelongsToOrganisationTypeFiltersAndOrder() {
    String print = plan("filter[name]=a&filter[tags]=b&sort=name").fingerprint();
    assertThat(plan("filter[tags]=b&sort=name&filter[name]=a&page[size]=3").fingerprint())
        .isEqualTo(print);
    assertThat(plan("filter[name]=a&filter[tags]=b&sort=name&include=owner").fingerprint())
        .isEqualTo(print);
    assertThat(print).hasSize(12);
    assertThat(
            List.of(
                plan("filter[name]=a&filter[tags]=b&sort=-name").fingerprint(),
                plan("filter[name]=a&sort=name").fingerprint(),
                plan("filter[name]=b&filter[tags]=b&sort=name").fingerprint(),
                Statements.plan(
                        "sequences",
                        "filter[name]=a&filter[tags]=b&sort=name",
                        Statements.caller(8, 11))
                    .fingerprint()))
        .doesNotContain(print)
        .doesNotHaveDuplicates();
  }

  @Test
  void aCursorIsReadWhereItWasMade() {
    Plan plan = plan("sort=name");
    Cursor position = new Cursor(List.of("n"), 5L, true);
    String text = position.encode(plan.fingerprint(), plan.type().id(), plan.sort());
    assertThat(plan("sort=name&page[size]=3&page[after]=" + text).window())
        .isEqualTo(new Plan.Window.Keyset(3, position, false));
    assertThat(plan("sort=name&page[before]=" + text).window())
        .isEqualTo(new Plan.Window.Keyset(50, position, true));
    assertThat(catchThrowableOfType(ApiException.class, () -> plan("page[after]=" + text)))
        .isNotNull();
  }

  @Test
  void aSelectionShowsTheFieldsThatAreAskedFor() {
    Plan.Selection selection =
        plan("fields[sequence]=owner,name&fields[user]=email&include=owner,sequenceSteps.creator")
            .selection();
    assertThat(selection.attributes()).extracting(each -> each.name()).containsExactly("name");
    assertThat(selection.relationships()).extracting(each -> each.name()).containsExactly("owner");
    assertThat(selection.toOnes()).extracting(each -> each.name()).containsExactly("owner");
    assertThat(selection.ownStatements())
        .extracting(each -> each.name())
        .containsExactlyInAnyOrder("owner", "sequenceSteps");
    Plan.Selection owner =
        selection.included(selection.type().relationships().get("owner")).orElseThrow();
    assertThat(owner.attributes()).extracting(each -> each.name()).containsExactly("email");
    assertThat(
            selection
                .included(selection.type().relationships().get("sequenceSteps"))
                .orElseThrow()
                .included())
        .hasSize(1);
    assertThat(selection.authorizationMeta()).isFalse();
    assertThat(plan("provideAuthorizationMeta=true").selection().authorizationMeta()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filter[owner][id]=1 | true",
        "filter[id]=1,2 | true",
        "filter[name]=a | false",
        "filter[id]=1..2 | false",
        "sort=openCount | false",
      })
  void fewCandidatesAreSummedOneByOne(String query, boolean narrow) {
    assertThat(plan(query).narrow()).isEqualTo(narrow);
  }

  @ParameterizedTest
  @CsvSource({
    "'',false",
    "count=true,true",
    "count=false,false",
    "page[limit]=1,true",
    "page[size]=1,false"
  })
  void theTotalIsKnownWhereItIsShown(String query, boolean needed) {
    assertThat(plan(query).needsTotal()).isEqualTo(needed);
  }

  @Test
  void onlySumsThatAreFilteredOrSortedByAreReadEarly() {
    List<Aggregate> none = plan("filter[name]=a").aggregates();
    assertThat(none).isEmpty();
    assertThat(plan("filter[openCount]=1").aggregates()).hasSize(1);
    assertThat(plan("sort=-openCount").aggregates())
        .isEqualTo(plan("filter[openCount]=1").aggregates());
  }

  @Test
  void historyIsByDayUnlessAskedOtherwise() {
    assertThat(conditions(Statements.plan("sequenceDailyStats", "", ADA))).contains("grain");
    assertThat(conditions(Statements.plan("sequenceDailyStats", "filter[grain]=week", ADA)))
        .isEqualTo("grain [OneOf[values=[week]]]");
    assertThat(conditions(Statements.plan("sequenceDailyStats", "filter[id]=18-2026-03-01", ADA)))
        .doesNotContain("grain");
  }
}
