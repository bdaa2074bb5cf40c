package io.sequences.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.sequences.support.Api;
import io.sequences.support.Db;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data that dev shows: loaded once, seen over HTTP, and counted right. */
@QuarkusTest
class DemoDataTest {

  private static final int SEQUENCES = 40;

  /** The figures of each sequence, counted from the rows themselves. */
  private static final String RECOUNT =
      """
      select json_build_object('id', s.id, 'attributes', json_build_object(
        'scheduleCount', count(m.scheduled_at),
        'deliverCount', count(m.delivered_at),
        'bounceCount', count(m.bounced_at),
        'failureCount', count(m.failed_at),
        'openCount', count(m.opened_at),
        'clickCount', count(m.clicked_at),
        'replyCount', count(m.replied_at),
        'optOutCount', count(m.unsubscribed_at),
        'positiveReplyCount', count(m.replied_at) filter (where m.reply_sentiment = 'positive'),
        'neutralReplyCount', count(m.replied_at) filter (where m.reply_sentiment = 'neutral'),
        'negativeReplyCount', count(m.replied_at) filter (where m.reply_sentiment = 'negative'),
        'numContactedProspects', (select count(*) from (
          select prospect_id from mailing where sequence_id = s.id and delivered_at is not null
          union select prospect_id from call where sequence_id = s.id and dialed_at is not null) p),
        'numRepliedProspects', (select count(distinct prospect_id) from sequence_state
          where sequence_id = s.id and replied_at is not null)))::text
      from sequence s left join mailing m on m.org_id = s.org_id and m.sequence_id = s.id
      where s.org_id = ?
      group by s.id
      """;

  private static final String FIGURES =
      "scheduleCount,deliverCount,bounceCount,failureCount,openCount,clickCount,replyCount,"
          + "optOutCount,positiveReplyCount,neutralReplyCount,negativeReplyCount,"
          + "numContactedProspects,numRepliedProspects";

  private final Api ada = Api.of(DemoData.ORGANISATION, "ada");
  private final Api admin = Api.admin(DemoData.ORGANISATION, "ada");

  @Inject DemoData demo;

  @BeforeEach
  void loaded() {
    load();
  }

  private boolean load() {
    return demo.load().await().atMost(Duration.ofMinutes(5));
  }

  @Test
  void showsUsersWhatIsNotPrivateToOthers() {
    admin
        .get("/sequences?count=true&page[size]=5")
        .statusCode(200)
        .body("data", hasSize(5))
        .body("meta.count", equalTo(SEQUENCES));
    int hidden =
        (int)
            Db.number(
                "select count(*) from sequence where org_id = ? and share_type = 'private'"
                    + " and ? not in (owner_id, creator_id)",
                org(),
                Db.user(DemoData.ORGANISATION, "ada"));
    assertThat(hidden).isPositive();
    ada.get("/sequences?count=true&sort=-openCount&include=owner,sequenceSteps")
        .statusCode(200)
        .body("meta.count", equalTo(SEQUENCES - hidden));
  }

  @Test
  void figuresEqualAPlainRecount() {
    List<Map<String, Object>> page =
        admin
            .get("/sequences?page[size]=1000&fields[sequence]=" + FIGURES)
            .statusCode(200)
            .extract()
            .jsonPath()
            .getList("data");
    Map<Object, Object> shown = new TreeMap<>();
    page.forEach(resource -> shown.put(resource.get("id"), resource.get("attributes")));
    Map<Object, Object> counted = new TreeMap<>();
    for (Object row : Db.rows(RECOUNT, org())) {
      JsonPath resource = JsonPath.from(row.toString());
      counted.put(resource.get("id"), resource.getMap("attributes"));
    }
    assertThat(shown).hasSize(SEQUENCES).isEqualTo(counted);
  }

  @Test
  void mailingsComeAtThePromisedRates() {
    assertThat(mailings("true")).isEqualTo(100_000);
    assertThat(mailings("delivered_at is not null")).isBetween(94_000L, 96_000L);
    assertThat(mailings("opened_at is not null")).isBetween(38_000L, 42_000L);
    assertThat(mailings("clicked_at is not null")).isBetween(7_000L, 9_000L);
    assertThat(mailings("replied_at is not null")).isBetween(4_500L, 5_500L);
    assertThat(mailings("bounced_at is not null")).isBetween(2_500L, 3_500L);
    assertThat(mailings("failed_at is not null")).isBetween(800L, 1_200L);
    assertThat(mailings("unsubscribed_at is not null")).isBetween(400L, 600L);
  }

  @Test
  void loadingAgainChangesNothing() {
    long before = rows();
    assertThat(load()).isFalse();
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aFirstRequestFindsTheUserAsTheTokenDescribesHim() {
    for (String user : List.of("ada", "grace", "alan")) {
      Api.of(DemoData.ORGANISATION, user).get("/sequences?page[size]=1").statusCode(200);
      assertThat(
              Db.number(
                  "select version from app_user where org_id = ? and external_id = ?", org(), user))
          .isZero();
    }
  }

  private static long mailings(String condition) {
    return Db.number("select count(*) from mailing where org_id = ? and " + condition, org());
  }

  /** How many rows the organisation has, over all tables that the script fills. */
  private static long rows() {
    return Db.number(
        """
        with o as (select ?::bigint as id)
        select (select count(*) from sequence where org_id = o.id)
          + (select count(*) from mailing where org_id = o.id)
          + (select count(*) from sequence_state where org_id = o.id)
          + (select count(*) from prospect where org_id = o.id)
          + (select count(*) from task where org_id = o.id)
          + (select count(*) from call where org_id = o.id)
          + (select count(*) from ruleset where org_id = o.id)
          + (select count(*) from content_category where org_id = o.id)
        from o
        """,
        org());
  }

  private static long org() {
    return Db.org(DemoData.ORGANISATION);
  }
}
