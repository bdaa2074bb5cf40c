package io.sequences.mailing;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.OtherWriter;
import io.sequences.support.Sample;
import io.sequences.support.Variety;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a purge of old mailings takes, and what it leaves as it was. */
@QuarkusTest
class PurgeTest {

  private static final OffsetDateTime LINE = OffsetDateTime.parse("2025-06-01T00:00:00Z");

  @Inject Retention retention;

  private final String organisation = "purge " + UUID.randomUUID();
  private final Api ada = Api.admin(organisation, "ada");

  @Test
  void everyFigureAndAllHistoryStayAsTheyWere() {
    Variety.fill(organisation);
    long org = Db.org(organisation);
    Db.rows("update sequence_step set deleted_at = now() where org_id = ? and id % 3 = 0", org);
    Db.rows(
        "update sequence_state set deleted_at = now() where org_id = ? and id % 4 = 0"
            + " and state in ('finished', 'bounced', 'failed', 'opted_out')",
        org);
    Db.rows(
        "update sequence s set deleted_at = now() where org_id = ? and not exists (select 1"
            + " from sequence_state t where t.org_id = s.org_id and t.sequence_id = s.id"
            + " and t.state in ('pending', 'active', 'paused', 'disabled'))",
        org);
    Map<String, Long> counted = Recount.ofMailings(org);
    List<JsonNode> answers = answers();
    long mailings = mailings(org);

    long purged = purge(org);

    assertThat(purged).isBetween(1L, mailings - 1);
    assertThat(mailings(org)).isEqualTo(mailings - purged);
    assertThat(answers()).isEqualTo(answers);
    assertThat(Recount.ofLedger(org)).isEqualTo(counted);
    assertThat(Recount.ofMailings(org)).isNotEqualTo(counted);
    assertThat(Drifts.of(org)).isEmpty();
    Db.foldAll(org);
    assertThat(Recount.ofLedger(org)).isEqualTo(counted);
    assertThat(Drifts.of(org)).isEmpty();
  }

  /** All of every sequence, step and state, contacted and replied prospects included. */
  private List<JsonNode> answers() {
    List<JsonNode> answers = new ArrayList<>();
    for (String path : List.of("/sequences", "/sequenceSteps", "/sequenceStates")) {
      answers.addAll(data(document(ada.get(path + "?page[size]=1000&sort=id"))));
      answers.addAll(data(document(ada.get(path + "?page[size]=1000&sort=-openCount,id"))));
    }
    return answers;
  }

  @ParameterizedTest
  @CsvSource({
    "delivered, 2025-05-31T23:59:59.999Z, , true",
    "opened, 2025-05-31T00:00:00Z, , true",
    "replied, 2025-05-31T00:00:00Z, , true",
    "bounced, 2025-05-31T00:00:00Z, , true",
    "failed, 2025-05-31T00:00:00Z, , true",
    "failed, 2025-05-31T00:00:00Z, 2025-05-31T12:00:00Z, true",
    "failed, 2025-05-31T00:00:00Z, 2025-06-01T00:00:00Z, false",
    "delivered, 2025-06-01T00:00:00Z, , false",
    "drafted, 2020-01-01T00:00:00Z, , false",
    "placeholder, 2020-01-01T00:00:00Z, , false",
    "queued, 2020-01-01T00:00:00Z, , false",
    "scheduled, 2020-01-01T00:00:00Z, , false",
    "delivering, 2020-01-01T00:00:00Z, , false"
  })
  void takesWhatIsOldAndNotStillToBeSent(
      String state, String updatedAt, String retryAt, boolean gone) {
    long sequence = Sample.sequences(ada, organisation, 1).get(0);
    long org = Db.org(organisation);
    long id = mailing(org, sequence, state, updatedAt, retryAt);
    assertThat(purge(org)).isEqualTo(gone ? 1 : 0);
    assertThat(Db.number("select count(*) from mailing where id = ?", id)).isEqualTo(gone ? 0 : 1);
    assertThat(figure(sequence, "deliverCount")).isEqualTo(1);
  }

  @Test
  void takesMoreThanABatchAndPassesByWhatItKeeps() {
    long sequence = Sample.sequences(ada, organisation, 1).get(0);
    long org = Db.org(organisation);
    Db.rows(
        "insert into mailing (org_id, sequence_id, delivered_at, state, updated_at) select ?, ?,"
            + " timestamptz '2020-01-01Z', case when i % 2 = 0 or i < 1200 then 'drafted'"
            + " else 'delivered' end, timestamptz '2020-01-01Z' + i / 7 * interval '1 second'"
            + " from generate_series(1, 3000) i",
        org, sequence);
    assertThat(purge(org)).isEqualTo(900);
    assertThat(mailings(org)).isEqualTo(2100);
    assertThat(figure(sequence, "deliverCount")).isEqualTo(3000);
    assertThat(purge(org)).isZero();
  }

  @Test
  void leavesOtherOrganisationsAlone() {
    String other = organisation + " other";
    long sequence = Sample.sequences(Api.of(other, "bob"), other, 1).get(0);
    long kept = mailing(Db.org(other), sequence, "delivered", "2020-01-01T00:00:00Z", null);
    Sample.sequences(ada, organisation, 1);
    purge(Db.org(organisation));
    assertThat(Db.number("select count(*) from mailing where id = ?", kept)).isEqualTo(1);
  }

  @Test
  void doesNotWaitForAMailingThatSomebodyHolds() {
    long sequence = Sample.sequences(ada, organisation, 1).get(0);
    long org = Db.org(organisation);
    long held = mailing(org, sequence, "delivered", "2020-01-01T00:00:00Z", null);
    mailing(org, sequence, "delivered", "2020-01-02T00:00:00Z", null);
    try (OtherWriter other = new OtherWriter()) {
      other.run("update mailing set opened_at = now() where id = " + held);
      assertThat(purge(org)).isEqualTo(1);
      other.commit();
    }
    assertThat(purge(org)).isEqualTo(1);
    assertThat(figure(sequence, "openCount")).isEqualTo(1);
    assertThat(figure(sequence, "deliverCount")).isEqualTo(2);
  }

  @Test
  void doesNothingWhileAnotherInstanceIsAtWork() {
    long sequence = Sample.sequences(ada, organisation, 1).get(0);
    long org = Db.org(organisation);
    mailing(org, sequence, "delivered", "2020-01-01T00:00:00Z", null);
    try (OtherWriter other = new OtherWriter()) {
      other.run("select pg_advisory_xact_lock(hashtext('purge_mailings'))");
      assertThat(purge(org)).isZero();
    }
    assertThat(purge(org)).isEqualTo(1);
  }

  @Test
  void aPurgeThatIsRolledBackHasNotBeen() {
    long sequence = Sample.sequences(ada, organisation, 1).get(0);
    long org = Db.org(organisation);
    mailing(org, sequence, "delivered", "2020-01-01T00:00:00Z", null);
    try (OtherWriter other = new OtherWriter()) {
      assertThat(purgedBy(other, org)).isEqualTo(1);
    }
    assertThat(mailings(org)).isEqualTo(1);
    assertThat(Db.number("select count(*) from mailing_purged where org_id = ?", org)).isZero();
    assertThat(Drifts.of(org)).isEmpty();
  }

  @Test
  void whoDeletesAMailingAfterAPurgeTakesItOutOfTheFigures() {
    long sequence = Sample.sequences(ada, organisation, 1).get(0);
    long org = Db.org(organisation);
    mailing(org, sequence, "delivered", "2020-01-01T00:00:00Z", null);
    long recent = mailing(org, sequence, "delivered", "2025-12-01T00:00:00Z", null);
    try (OtherWriter other = new OtherWriter()) {
      assertThat(purgedBy(other, org)).isEqualTo(1);
      other.run("delete from mailing where id = " + recent);
      other.commit();
      other.run("delete from mailing where org_id = " + org);
      other.commit();
    }
    assertThat(figure(sequence, "deliverCount")).isEqualTo(1);
    assertThat(Drifts.of(org)).isEmpty();
  }

  private static long purgedBy(OtherWriter other, long org) {
    return other.number(
        "select purged from purge_mailings(%d, '%s', null, null, 10)".formatted(org, LINE));
  }

  private long purge(long org) {
    return retention.purge(org, LINE).await().indefinitely();
  }

  private static long mailings(long org) {
    return Db.number("select count(*) from mailing where org_id = ?", org);
  }

  private long figure(long sequence, String figure) {
    return document(ada.get("/sequences/" + sequence)).at("/data/attributes/" + figure).longValue();
  }

  private static long mailing(
      long org, long sequence, String state, String updatedAt, String retryAt) {
    return Db.number(
        "insert into mailing (org_id, sequence_id, state, updated_at, retry_at, scheduled_at,"
            + " delivered_at, opened_at, replied_at, bounced_at, failed_at) select ?, ?, s, u,"
            + " ?::timestamptz, u, u, case s when 'opened' then u end,"
            + " case s when 'replied' then u end, case s when 'bounced' then u end,"
            + " case s when 'failed' then u end"
            + " from (select ? as s, ?::timestamptz as u) m returning id",
        org,
        sequence,
        retryAt,
        state,
        updatedAt);
  }
}
