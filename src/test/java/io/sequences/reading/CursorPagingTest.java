package io.sequences.reading;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.ids;
import static io.sequences.support.Resources.pages;
import static io.sequences.support.Resources.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.jsonapi.Parameter;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Resources;
import io.sequences.support.Sample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CursorPagingTest {

  private final String organisation = "cursors " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private final List<Long> six = new ArrayList<>();

  @BeforeEach
  void sixSequences() {
    six.addAll(Sample.sequences(ada, organisation, 6));
  }

  @ParameterizedTest
  @CsvSource({"1,6", "2,3", "3,2", "5,2", "6,1", "7,1", "1000,1"})
  void aWalkHasEveryRowOnceAndNoPageTooMany(int size, int expectedPages) {
    List<JsonNode> pages = pages(ada, "/sequences?page[size]=" + size, "next");
    assertThat(pages).hasSize(expectedPages);
    assertThat(walk(ada, "/sequences?page[size]=" + size)).isEqualTo(six);
  }

  @Test
  void aLinkThatLeadsNowhereIsAbsent() {
    JsonNode first = document(ada.get("/sequences?page[size]=3"));
    assertThat(first.get("links").fieldNames()).toIterable().containsExactly("first", "next");
    JsonNode last = document(ada.get(next(first)));
    assertThat(last.get("links").fieldNames()).toIterable().containsExactly("first", "prev");
    JsonNode back = document(ada.get(prev(last)));
    assertThat(back.get("links").fieldNames()).toIterable().containsExactly("first", "next");
    assertThat(ids(data(back))).isEqualTo(ids(data(first)));
    assertThat(document(ada.get("/sequences?page[size]=6")).get("links").fieldNames())
        .toIterable()
        .containsExactly("first");
  }

  @Test
  void anEmptyCollectionHasLinksAndNoNext() {
    JsonNode empty = document(ada.get("/sequences?filter[name]=none&count=true"));
    assertThat(empty.get("data")).isEmpty();
    assertThat(empty.get("links").fieldNames()).toIterable().containsExactly("first");
    assertThat(empty.get("meta").get("count").longValue()).isZero();
  }

  @Test
  void everyPageKeepsEveryParameterOfTheRequest() {
    String query =
        "filter[name]=s1,s2,s3&sort=-name&page[size]=1&include=owner&fields[sequence]=name"
            + "&count=true&provideAuthorizationMeta=true&newFilterSyntax=false";
    JsonNode first = document(ada.get("/sequences?" + query));
    for (String link : List.of("first", "next")) {
      List<Parameter> kept =
          new ArrayList<>(
              Parameter.parse(first.get("links").get(link).textValue().split("\\?", 2)[1]));
      kept.removeIf(p -> p.name().equals("page[after]"));
      assertThat(kept).as(link).containsExactlyInAnyOrderElementsOf(Parameter.parse(query));
    }
  }

  @Test
  void theFirstLinkLeadsToTheFirstPageFromAnywhere() {
    JsonNode second = document(ada.get(next(document(ada.get("/sequences?page[size]=2")))));
    assertThat(ids(ada, second.get("links").get("first").textValue())).isEqualTo(six.subList(0, 2));
  }

  @Test
  void aCursorOutlivesItsRow() {
    JsonNode first = document(ada.get("/sequences?sort=-name&page[size]=2"));
    Db.rows("update sequence set deleted_at = now() where id in (?, ?)", six.get(4), six.get(3));
    JsonNode second = document(ada.get(next(first)));
    assertThat(ids(data(second))).containsExactly(six.get(2), six.get(1));
    assertThat(ids(ada, prev(second))).containsExactly(six.get(5));
  }

  @Test
  void fromAPageThatHasBecomeEmptyBothWaysLeadBackWithoutALoss() {
    JsonNode first = document(ada.get("/sequences?page[size]=3"));
    JsonNode second = document(ada.get(next(first)));
    Db.rows(
        "update sequence set deleted_at = now() where org_id = ? and id > ?",
        Db.org(organisation),
        six.get(2));
    JsonNode nowEmpty = document(ada.get(next(first)));
    assertThat(nowEmpty.get("data")).isEmpty();
    assertThat(ids(ada, prev(nowEmpty))).isEqualTo(six.subList(0, 3));
    Db.rows(
        "update sequence set deleted_at = case when id > ? then null else now() end"
            + " where org_id = ?",
        six.get(2),
        Db.org(organisation));
    JsonNode emptyBefore = document(ada.get(prev(second)));
    assertThat(emptyBefore.get("data")).isEmpty();
    assertThat(ids(ada, next(emptyBefore))).isEqualTo(six.subList(3, 6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "!!!", "WyJ4Il0", "bnVsbA", "e30", "W10", "%00", "%F0%9F%98%80"})
  void whatIsNoCursorIsRefused(String cursor) {
    for (String parameter : List.of("page[after]", "page[before]")) {
      ada.get("/sequences?" + parameter + "=" + cursor)
          .statusCode(422)
          .body("errors.source.parameter", contains(parameter));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sequences?page[size]=2",
        "/sequences?page[size]=2&sort=-name",
        "/sequences?page[size]=2&sort=name,id",
        "/sequences?page[size]=2&sort=name&filter[locked]=false",
        "/rulesets?page[size]=2&sort=name"
      })
  void aCursorOfAnotherQueryIsRefused(String other) {
    String cursor = cursor(document(ada.get("/sequences?page[size]=2&sort=name")));
    ada.get(other + "&page[after]=" + cursor)
        .statusCode(422)
        .body("errors[0].detail", containsString("no cursor of this query"));
  }

  @Test
  void aCursorOfAnotherOrganisationIsRefused() {
    String cursor = cursor(document(ada.get("/sequences?page[size]=2")));
    Api.of("cursors of others", "eve")
        .get("/sequences?page[size]=2&page[after]=" + cursor)
        .statusCode(422);
  }

  @Test
  void pageSizeFieldsAndIncludesMayChangeOnTheWay() {
    String cursor = cursor(document(ada.get("/sequences?page[size]=2")));
    assertThat(
            ids(
                ada,
                "/sequences?page[size]=3&fields[sequence]=name&include=owner&page[after]="
                    + cursor))
        .isEqualTo(six.subList(2, 5));
  }

  /** Clients see what a cursor is made of, and may send what no row ever had. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\u0000\",1",
        "\"\\ud800\",1",
        "null,1",
        "1,1",
        "\"a\",1e400",
        "\"a\",99999999999999999999",
        "\"a\",\"1\"",
        "\"a\",null"
      })
  void aForgedCursorIsRefused(String nameAndId) {
    String real = decoded(cursor(document(ada.get("/sequences?page[size]=2&sort=name"))));
    List<JsonNode> members = Resources.elements(Resources.json(real));
    String[] forged = nameAndId.split(",", 2);
    String text = "[" + members.get(0) + ",false," + forged[1] + "," + forged[0] + "]";
    ada.get("/sequences?sort=name&page[after]=" + encoded(text))
        .statusCode(422)
        .body("errors[0].source.parameter", equalTo("page[after]"));
  }

  @Test
  void aCursorOfTheLongestTagsFitsIntoARequestLine() {
    Db.rows(
        "update sequence set tags = (select array_agg(i || repeat('é', 250) order by i)"
            + " from generate_series(100, 199) i) where org_id = ?",
        Db.org(organisation));
    assertThat(walk(ada, "/sequences?sort=-tags&page[size]=2&fields[sequence]=name"))
        .isEqualTo(six);
  }

  @Test
  void aNameThatNoClientCouldWriteDoesNotEndTheWalk() {
    Db.rows("update sequence set name = chr(8195) where org_id = ?", Db.org(organisation));
    assertThat(walk(ada, "/sequences?sort=name&page[size]=2")).isEqualTo(six);
  }

  @Test
  void afterAndBeforeExcludeEachOther() {
    String cursor = cursor(document(ada.get("/sequences?page[size]=2")));
    ada.get("/sequences?page[after]=" + cursor + "&page[before]=" + cursor)
        .statusCode(422)
        .body("errors.source.parameter", contains("page[before]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"page[size]=2", "page[after]=x", "page[before]=x"})
  void cursorAndOffsetExcludeEachOther(String parameter) {
    for (String offset : List.of("page[limit]=2", "page[offset]=2")) {
      ada.get("/sequences?" + offset + "&" + parameter)
          .statusCode(422)
          .body("errors.source.parameter", contains(parameter.split("=", 2)[0]));
    }
  }

  private static String next(JsonNode page) {
    return page.get("links").get("next").textValue();
  }

  private static String prev(JsonNode page) {
    return page.get("links").get("prev").textValue();
  }

  private static String cursor(JsonNode page) {
    return next(page).replaceFirst(".*page%5Bafter%5D=", "");
  }

  private static String decoded(String cursor) {
    return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
