package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that are refused: by the name of which parameter, and why. */
class QueryRefusalTest {

  private static List<String> refused(Consumer<String> parser, String raw) {
    ApiException refusal = catchThrowableOfType(ApiException.class, () -> parser.accept(raw));
    assertThat(refusal).as(raw).isNotNull();
    return refusal.errors().stream()
        .map(error -> error.source().value() + " " + error.detail())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filters=1 | filters The parameter is not known. Did you mean 'filter'?",
        "actionParams[a]=1 | actionParams[a] The parameter is not known.",
        "fields=a | fields Write it as fields[…], with one name.",
        "fields[]=a | fields[] Write it as fields[…], with one name.",
        "fields[a][b]=a | fields[a][b] Write it as fields[…], with one name.",
        "sort[a]=b | sort[a] 'sort' takes no brackets.",
        "sort=a&sort=b | sort The parameter stands twice, with different values.",
        "sort= | sort A sort key is empty.",
        "sort=a,- | sort A sort key is empty.",
        "sort=a,-a | sort The sort key 'a' stands twice.",
        "sort=a,b,c,d,e,f,g,h,i,j,k | sort A query sorts by at most 10 keys.",
        "include=a..b | include A path of include has an empty name.",
        "include=a.b.c.d | include A path of include has at most 3 names.",
        "count=yes | count The value must be true or false.",
        "provideAuthorizationMeta= | provideAuthorizationMeta The value must be true or false.",
        "newFilterSyntax=1 | newFilterSyntax The value must be true or false.",
        "filter=1 | filter Name what to filter by, as in filter[name].",
        "filter[]=1 | filter[] The operator [] is known with newFilterSyntax=true only.",
        "filter[a][gte]=1 | filter[a][gte] The operator [gte] is known with newFilterSyntax=true only.",
        "newFilterSyntax=true&filter[gte]=1 | filter[gte] Name what to filter by, as in filter[name].",
        "newFilterSyntax=true&filter[a][][]=1 | filter[a][][] Name what to filter by, as in filter[name].",
        "filter[a][b][c]=1 | filter[a][b][c] A filter follows one relationship at the most.",
        "filter[a]=1&filter[a]=2 | filter[a] The filter stands twice, with different values.",
        "newFilterSyntax=true&filter[a][lt]=1&filter[a][lt]=2 | filter[a][lt] The filter stands twice, with different values.",
        "page[sise]=1 | page[sise] The parameter is not known. Did you mean 'size'?",
        "page[size]=0 | page[size] The value must be an integer from 1 to 1000.",
        "page[size]=1001 | page[size] The value must be an integer from 1 to 1000.",
        "page[size]= | page[size] The value must be an integer from 1 to 1000.",
        "page[size]=-1 | page[size] The value must be an integer from 1 to 1000.",
        "page[size]=1: | page[size] The value must be an integer from 1 to 1000.",
        "page[size]=0000000001 | page[size] The value must be an integer from 1 to 1000.",
        "page[limit]=0 | page[limit] The value must be an integer from 1 to 1000.",
        "page[offset]=10001 | page[offset] The value must be an integer from 0 to 10000.",
        "page[limit]=1&page[after]=x | page[after] Page by cursor (size, after, before) or by offset (limit, offset).",
        "page[offset]=1&page[size]=1 | page[size] Page by cursor (size, after, before) or by offset (limit, offset).",
        "page[after]=x&page[before]=y | page[before] Give page[after] or page[before], not both.",
      })
  void aFaultOfACollectionsQueryIsSaidUnderItsName(String raw, String refusal) {
    assertThat(refused(QueryParser::forCollection, raw)).containsExactly(refusal);
  }

  @Test
  void everyFaultIsSaidAndEachOnce() {
    assertThat(refused(QueryParser::forCollection, "count=1&sort=a,,,-b,b&page[size]=x"))
        .containsExactlyInAnyOrder(
            "count The value must be true or false.",
            "sort A sort key is empty.",
            "sort The sort key 'b' stands twice.",
            "page[size] The value must be an integer from 1 to 1000.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"filter[a]=1", "sort=a", "page[size]=1", "count=true"})
  void whatACollectionIsAskedIsNotKnownOfOne(String raw) {
    assertThat(refused(QueryParser::forResource, raw))
        .allSatisfy(error -> assertThat(error).contains("The parameter is not known here."));
    assertThat(refused(QueryParser::forAction, raw)).hasSize(1);
    assertThat(refused(QueryParser::forNothing, raw)).hasSize(1);
  }

  @Test
  void nothingMeansNothing() {
    QueryParser.forNothing(null);
    assertThat(refused(QueryParser::forNothing, "include=a")).hasSize(1);
    assertThat(refused(QueryParser::forResource, "actionParams[a]=1")).hasSize(1);
  }

  @Test
  void oneResourceMayBringWhatItLeadsTo() {
    assertThat(QueryParser.forResource("include=x").include()).containsExactly(List.of("x"));
  }

  @Test
  void tenKeysMaySort() {
    assertThat(QueryParser.forCollection("sort=a,b,c,d,e,f,g,h,i,j").sort()).hasSize(10);
  }

  @Test
  void actionsAreToldThingsByName() {
    assertThat(QueryParser.forAction("actionParams[a]=1&actionParams[b]=&include=x"))
        .satisfies(
            query -> {
              assertThat(query.actionParams()).isEqualTo(java.util.Map.of("a", "1", "b", ""));
              assertThat(query.include()).containsExactly(List.of("x"));
            });
    assertThat(refused(QueryParser::forAction, "actionParams=1")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"20,true", "21,false"})
  void soManyPathsAreIncluded(int paths, boolean read) {
    String raw = "include=a" + ",a".repeat(paths - 1);
    if (read) {
      assertThat(QueryParser.forCollection(raw).include()).hasSize(paths);
    } else {
      assertThat(refused(QueryParser::forCollection, raw))
          .containsExactly("include A query includes at most 20 paths.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"page[size]=1", "page[size]=1000", "page[before]=x", "include="})
  void boundsAndEmptyListsAreTaken(String raw) {
    assertThat(QueryParser.forCollection(raw).include()).isEmpty();
  }

  @Test
  void aThousandValuesAreTaken() {
    String raw = "filter[a]=1" + ",1".repeat(999);
    assertThat(QueryParser.forCollection(raw).filters().get(0).anyOf()).hasSize(1_000);
  }
}
