package io.sequences.reading;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FilterRefusalTest {

  private final Api ada = Api.of("refusing", "ada");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filter[nmae]=x | filter[nmae] | Did you mean 'name'?",
        "filter[opencount]=1 | filter[opencount] | Did you mean 'openCount'?",
        "filter[ownr][id]=1 | filter[ownr][id] | Did you mean 'owner'?",
        "filter[owner][emial]=x | filter[owner][emial] | Did you mean 'email'?",
        "filter[owner]=1 | filter[owner] | filtered by id, email, firstName, lastName",
        "filter[owner][locked]=true | filter[owner][locked] | filtered by",
        "filter[owner][name]=x | filter[owner][name] | filtered by",
        "filter[creator][email]=x | filter[creator][email] | filtered by id",
        "filter[ruleset][name]=x | filter[ruleset][name] | filtered by id",
        "filter[mailings][id]=1 | filter[mailings][id] | takes no filter",
        "filter[mailings]=1 | filter[mailings] | takes no filter",
        "filter[mailings][state]=opened | filter[mailings][state] | takes no filter",
        "filter[owner][id][x]=1 | filter[owner][id][x] | one relationship",
        "filter[name][x]=1 | filter[name][x] | is an attribute",
        "filter=1 | filter | Name what to filter by",
        "filter[]=1 | filter[] | newFilterSyntax=true",
        "filter[name][]=a | filter[name][] | newFilterSyntax=true",
        "filter[openCount][gte]=a | filter[openCount][gte] | newFilterSyntax=true",
        "filter[name=1 | filter[name | brackets",
        "filter]name[=1 | filter]name[ | brackets",
        "filter[[name]]=1 | filter[[name]] | brackets",
        "filter[name]x=1 | filter[name]x | brackets",
        "flter[name]=1 | flter[name] | Did you mean 'filter'?",
        "srot=name | srot | Did you mean 'sort'?",
        "sort[name]=1 | sort[name] | no brackets",
        "sort=nmae | sort | Did you mean 'name'?",
        "sort=owner | sort | no attribute 'owner'",
        "sort= | sort | empty",
        "sort=name, | sort | empty",
        "sort=- | sort | empty",
        "sort=--name | sort | no attribute",
        "sort=name,-name | sort | twice",
        "include=ownr | include | Did you mean 'owner'?",
        "include=owner. | include | empty name",
        "include=, | include | empty name",
        "include=sequenceSteps.creator.x.y | include | at most 3",
        "include=sequenceSteps.foo | include | The type sequenceStep has no relationship 'foo'",
        "fields[sequnce]=name | fields[sequnce] | Did you mean 'sequence'?",
        "fields[sequence]=nmae | fields[sequence] | Did you mean 'name'?",
        "fields[sequence]=name, | fields[sequence] | no member ''",
        "fields=name | fields | one name",
        "fields[]=name | fields[] | one name",
        "page=1 | page | one name",
        "page[sise]=1 | page[sise] | Did you mean 'size'?",
        "newFilterSyntax=maybe | newFilterSyntax | true or false",
        "provideAuthorizationMeta=1 | provideAuthorizationMeta | true or false",
        "x=1 | x | not known",
        "%5B%5D=1 | [] | not known",
        "filter[name]=a&filter[name]=b | filter[name] | twice",
        "sort=name&sort=id | sort | twice",
        "page[size]=1&page[size]=2 | page[size] | twice",
      })
  void theErrorNamesTheParameterAndHelps(String query, String parameter, String detail) {
    ada.get("/sequences?" + query)
        .statusCode(422)
        .contentType(equalTo(Api.JSON_API))
        .body("errors.id", everyItem(equalTo("validationError")))
        .body("errors.status", everyItem(equalTo("422")))
        .body("errors.source.parameter", everyItem(equalTo(parameter)))
        .body("errors[0].detail", containsString(detail));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id=x",
        "id=",
        "id=1,",
        "id=1.0",
        "id=%2B1",
        "id=9223372036854775808",
        "id=-9223372036854775809",
        "id=99999999999999999999999999999999",
        "id=%D9%A1",
        "openCount=NaN",
        "openCount=1..",
        "openCount=..1",
        "openCount=..",
        "openCount=inf..neginf",
        "openCount=1..2..3",
        "openCount=inf",
        "automationPercentage=NaN",
        "automationPercentage=Infinity",
        "automationPercentage=1e999",
        "automationPercentage=0x10",
        "automationPercentage=1f",
        "automationPercentage=",
        "enabled=yes",
        "enabled=1",
        "enabled=true..false",
        "shareType=public",
        "shareType=private..shared",
        "updatedAt=yesterday",
        "updatedAt=2017-02-30",
        "updatedAt=2017-1-1",
        "updatedAt=2017-01-01T00:00:00",
        "updatedAt=2017-01-01T25:00:00Z",
        "updatedAt=2017-01-01T23:59:60Z",
        "updatedAt=99999-01-01",
        "updatedAt=0000-01-01",
        "updatedAt=-2017-01-01",
        "updatedAt=10000-01-01T00:00:00Z",
        "updatedAt=9999-12-31T23:59:59-01:00",
        "updatedAt=2017-01-01..",
        "updatedAt=..2017-01-01",
        "updatedAt=infinity",
        "updatedAt=1483228800"
      })
  void aValueOfTheWrongKindIsRefused(String filter) {
    String name = filter.substring(0, filter.indexOf('='));
    ada.get("/sequences?filter[" + name + "]" + filter.substring(name.length()))
        .statusCode(422)
        .body("errors.source.parameter", contains("filter[" + name + "]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "[gte]", "[neq]"})
  void aDateRangeInTheNewGrammarHasAnIdOfItsOwn(String operator) {
    ada.get("/sequences?newFilterSyntax=true&filter[updatedAt]" + operator + "=2017-01-01..inf")
        .statusCode(422)
        .body("errors.id", contains("filterParameter.invalidDatetimeFormat"))
        .body("errors.source.parameter", contains("filter[updatedAt]" + operator));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filter[id]=1,2 | filter[id]",
        "filter[openCount]=5..10 | filter[openCount]",
        "filter[enabled][gt]=true | filter[enabled][gt]",
        "filter[tags][gte]=a | filter[tags][gte]",
        "filter[openCount][get]=5 | filter[openCount][get]",
        "filter[openCount][gte]=5&filter[openCount][gte]=6 | filter[openCount][gte]",
        "filter[gte]=5 | filter[gte]",
        "filter[][gte]=5 | filter[][gte]",
        "filter[mailings][id][gte]=5 | filter[mailings][id][gte]",
        "filter[updatedAt][lt]=x | filter[updatedAt][lt]",
      })
  void theNewGrammarRefusesToo(String query, String parameter) {
    ada.get("/sequences?newFilterSyntax=true&" + query)
        .statusCode(422)
        .body("errors.id", everyItem(equalTo("validationError")))
        .body("errors.source.parameter", everyItem(equalTo(parameter)));
  }

  @Test
  void severalFaultsComeBackTogether() {
    ada.get("/sequences?filter[nmae]=x&sort=nmae&fields[sequence]=nmae&include=ownr&filter[id]=x")
        .statusCode(422)
        .body(
            "errors.source.parameter",
            containsInAnyOrder(
                "filter[nmae]", "sort", "fields[sequence]", "include", "filter[id]"));
    ada.get("/sequences?srot=name&page[size]=0&count=x&filter[name][]=a")
        .statusCode(422)
        .body(
            "errors.source.parameter",
            containsInAnyOrder("srot", "page[size]", "count", "filter[name][]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"filter[name]=x", "sort=name", "page[size]=1", "count=true"})
  void oneResourceTakesNoParametersOfACollection(String query) {
    ada.get("/sequences/1?" + query).statusCode(422);
  }
}
