package io.sequences.reading;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.ids;
import static io.sequences.support.Resources.pages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OffsetPagingTest {

  private final String organisation = "offsets " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private final List<Long> five = new ArrayList<>();

  @BeforeEach
  void fiveSequences() {
    five.addAll(Sample.sequences(ada, organisation, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "0,2,first next last,4",
    "2,2,first prev next last,4",
    "4,2,first prev last,4",
    "0,5,first last,0",
    "1,2,first prev next last,4",
    "9,2,first prev last,4",
    "0,1000,first last,0"
  })
  void linksLeadOnlyWhereThereIsSomething(int offset, int limit, String links, int last) {
    JsonNode page =
        document(ada.get("/sequences?page[offset]=" + offset + "&page[limit]=" + limit));
    assertThat(page.get("links").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(links.split(" ", -1));
    assertThat(page.get("links").get("last").textValue()).endsWith("page%5Boffset%5D=" + last);
    assertThat(ids(data(page)))
        .isEqualTo(five.subList(Math.min(5, offset), Math.min(5, offset + limit)));
  }

  @Test
  void aWalkForwardsAndBackwardsHasEveryRow() {
    List<JsonNode> forwards = pages(ada, "/sequences?page[limit]=2", "next");
    assertThat(all(forwards)).isEqualTo(five);
    String last = forwards.get(0).get("links").get("last").textValue();
    List<JsonNode> backwards = new ArrayList<>(pages(ada, last, "prev"));
    Collections.reverse(backwards);
    assertThat(all(backwards)).isEqualTo(five);
  }

  @Test
  void anEmptyCollectionHasOnlyItsFirstPage() {
    JsonNode empty = document(ada.get("/sequences?filter[name]=none&page[limit]=2&page[offset]=4"));
    assertThat(empty.get("links").fieldNames()).toIterable().containsExactly("first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page[offset]=10001",
        "page[offset]=-1",
        "page[offset]=x",
        "page[offset]=",
        "page[offset]=99999999999999999999",
        "page[limit]=0",
        "page[limit]=1001",
        "page[limit]=1.0",
        "page[limit]=+5",
        "page[size]=0",
        "page[size]=1001",
        "page[size]=-1",
        "page[size]=%D9%A3"
      })
  void whatIsOutsideTheBoundsIsRefused(String parameter) {
    ada.get("/sequences?" + parameter)
        .statusCode(422)
        .body("errors.source.parameter", contains(parameter.split("=", 2)[0]));
  }

  @Test
  void theFurthestOffsetIsFine() {
    ada.get("/sequences?page[offset]=10000&page[limit]=1000").statusCode(200);
  }

  @Test
  void noLinkGoesBeyondTheFurthestOffset() {
    Db.rows(
        "insert into sequence (org_id, name, ruleset_id) select org_id, 'many', ruleset_id"
            + " from sequence, generate_series(1, 11000) where id = ?",
        five.get(0));
    JsonNode page =
        document(ada.get("/sequences?page[offset]=9500&page[limit]=1000&fields[sequence]=name"));
    assertThat(page.get("links").fieldNames()).toIterable().containsExactly("first", "prev");
  }

  @Test
  void theCountIsExactAndOnlyOfWhatTheCallerSees() {
    ada.patchSequence(five.get(0), "\"shareType\":\"private\"").statusCode(200);
    ada.delete("/sequences/" + five.get(1)).statusCode(204);
    Api.of("offsets elsewhere", "ada").createSequence("\"name\":\"s1\"");
    Api bob = Api.of(organisation, "bob");
    ada.get("/sequences?count=true&page[size]=1").body("meta.count", equalTo(4));
    bob.get("/sequences?count=true&page[size]=1")
        .body("meta.count", equalTo(3))
        .body("meta.count_truncated", equalTo(false));
    bob.get("/sequences?count=true&filter[name]=s1,s3").body("meta.count", equalTo(1));
    bob.get("/sequences?count=true&page[limit]=1&page[offset]=7").body("meta.count", equalTo(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?count=false", "?page[limit]=2"})
  void theCountIsNullUnlessAskedFor(String query) {
    ada.get("/sequences" + query).statusCode(200).body("meta.count", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "yes", "TRUE", ""})
  void countIsTrueOrFalse(String value) {
    ada.get("/sequences?count=" + value)
        .statusCode(422)
        .body("errors.source.parameter", contains("count"));
  }

  private static List<Long> all(List<JsonNode> pages) {
    return pages.stream().flatMap(page -> ids(data(page)).stream()).toList();
  }
}
