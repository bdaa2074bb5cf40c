package io.sequences.reading;

import static io.sequences.support.Resources.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What concrete filters find: days, tags, related resources, several filters at once. */
@QuarkusTest
class FilterMeaningTest {

  private final String organisation = "meanings " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private Sample sample;
  private long first;
  private long second;
  private long third;

  @BeforeEach
  void threeSequences() {
    first = ada.createSequence("\"name\":\"first, again\",\"tags\":[\"Tier 1\",\"a\"]");
    second = ada.createSequence("\"name\":\"second\",\"tags\":[\"Tier 10\"]");
    third = ada.createSequence("\"name\":\"third..\"");
    sample = Sample.of(organisation);
    updated(first, "2017-01-01T00:00:00.000Z");
    updated(second, "2017-01-01T23:59:59.999Z");
    updated(third, "2017-01-02T00:00:00.000Z");
  }

  private static void updated(long id, String moment) {
    Db.rows("update sequence set updated_at = ?::timestamptz where id = ?", moment, id);
  }

  @ParameterizedTest
  @CsvSource({
    "=2017-01-01,1 2",
    "=2017-01-01..inf,1 2 3",
    "=2017-01-02..inf,3",
    "=neginf..2017-01-01,1 2",
    "=neginf..2016-12-31,''",
    "=2017-01-01..2017-01-02,1 2 3",
    "=2016-12-31..2017-01-01T00:00:00Z,1",
    "=2017-01-01T00:00:00.001Z..2017-01-01,2",
    "=2017-01-01T02:00:00%2B02:00,1",
    "=2016-12-31T23:00:00.000-01:00,1",
    "'=2017-01-01T00:00:00Z,2017-01-02',1 3",
    "=0001-01-01..9999-12-31,1 2 3",
  })
  void aDateIsItsFirstMomentBelowAndItsWholeDayAbove(String filter, String found) {
    finds("filter[updatedAt]" + filter, found);
  }

  @ParameterizedTest
  @CsvSource({
    "=2017-01-01,1 2",
    "[]=2017-01-01,1 2",
    "[gte]=2017-01-02,3",
    "[gt]=2017-01-01,3",
    "[gt]=2016-12-31,1 2 3",
    "[lte]=2017-01-01,1 2",
    "[lt]=2017-01-02,1 2",
    "[lt]=2017-01-01,''",
    "[neq]=2017-01-01,3",
    "[neq]=2017-01-01T00:00:00Z,2 3",
    "[gt]=2017-01-01T00:00:00Z,2 3",
    "[lte]=2017-01-01T00:00:00Z,1",
  })
  void aDateInTheNewGrammarIsAWholeDay(String filter, String found) {
    finds("newFilterSyntax=true&filter[updatedAt]" + filter, found);
  }

  @ParameterizedTest
  @CsvSource({
    "filter[name]=second,2",
    "filter[name]=third..,3",
    "'filter[name]=second,third..',2 3",
    "'filter[name]=first,+again',''",
    "'newFilterSyntax=true&filter[name]=first%2C+again',1",
    "'newFilterSyntax=true&filter[name]=first,%20again',1",
    "newFilterSyntax=true&filter[name]=third..,3",
    "'newFilterSyntax=true&filter[name][]=second&filter[name][]=third..',2 3",
    "newFilterSyntax=true&filter[name][gte]=second&filter[name][lt]=third,2",
    "filter%5Bname%5D=second,2",
    "filter[name]=second&filter%5Bname%5D=second,2",
    "filter[name]=SECOND,''",
    "filter[name]=,''",
  })
  void textIsComparedAsItStands(String query, String found) {
    finds(query, found);
  }

  @ParameterizedTest
  @CsvSource({
    "filter[tags]=a,1",
    "filter[tags]=Tier%201,1",
    "'filter[tags]=a,Tier 10',1 2",
    "filter[tags]=Tier,''",
    "newFilterSyntax=true&filter[tags][neq]=a,2 3",
    "newFilterSyntax=true&filter[tags][]=a&filter[tags][]=b,1",
    "newFilterSyntax=true&filter[tags][]=a&filter[tags]=Tier%201,1",
  })
  void aTagFilterAsksForTheTag(String query, String found) {
    finds(query.replace(' ', '+'), found);
  }

  @Test
  void filtersOnDifferentMembersMustAllHold() {
    finds("filter[name]=second,third..&filter[updatedAt]=2017-01-01", "2");
    finds("filter[name]=second&filter[tags]=a", "");
    finds("filter[enabled]=false&filter[openCount]=0&filter[id]=" + first + "," + third, "1 3");
  }

  @Test
  void everyListedRelatedFilterFindsItsSequence() {
    long prospect = sample.prospect("Pia");
    long step = sample.step(second);
    long user = Db.user(organisation, "ada");
    Db.rows(
        "update app_user set first_name = 'Ada', last_name = 'L', email = 'ada@l' where id = ?",
        user);
    long other =
        Db.number(
            "insert into app_user (org_id, external_id) values (?, 'other') returning id",
            sample.org());
    Db.rows("update sequence set owner_id = ? where id = ?", user, second);
    Db.rows("update sequence set creator_id = ?, updater_id = ? where id = ?", other, other, third);
    finds("filter[calls][id]=" + sample.call(second, prospect), "2");
    finds("filter[sequenceSteps][id]=" + step, "2");
    finds("filter[sequenceStates][id]=" + sample.state(second, prospect, "active"), "2");
    finds("filter[tasks][id]=" + sample.task(second), "2");
    finds(
        "filter[contentCategoryMemberships][id]=" + sample.membership(sample.category("C"), second),
        "2");
    finds("filter[creator][id]=" + other, "3");
    finds("filter[updater][id]=" + other, "3");
    finds("filter[owner][id]=" + user, "2");
    finds("filter[owner][id]=" + user + "," + other, "2");
    finds("filter[owner][email]=ada@l", "2");
    finds("filter[owner][firstName]=Ada,Bob", "2");
    finds("filter[owner][lastName]=L", "2");
    finds("filter[owner][lastName]=x", "");
    finds("filter[owner][id]=__null__", "1 3");
    finds("filter[owner][email]=__null__", "1 3");
    finds("filter[owner][email]=__notnull__", "2");
    finds("filter[sequenceSteps][id]=__null__", "1 3");
    finds("filter[sequenceSteps][id]=__notnull__", "2");
    finds("newFilterSyntax=true&filter[owner][id][neq]=" + user, "1 3");
    finds("newFilterSyntax=true&filter[owner][email][]=ada@l&filter[owner][email][]=x", "2");
    long ruleset = Db.number("select ruleset_id from sequence where id = ?", first);
    finds("filter[ruleset][id]=" + ruleset, "1 2 3");
  }

  private void finds(String query, String which) {
    Long[] expected =
        which.isEmpty()
            ? new Long[0]
            : Stream.of(which.split(" ", -1))
                .map(n -> n.equals("1") ? first : n.equals("2") ? second : third)
                .toArray(Long[]::new);
    assertThat(ids(ada, "/sequences?" + query)).as(query).containsExactly(expected);
  }
}
