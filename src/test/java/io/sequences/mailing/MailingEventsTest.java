package io.sequences.mailing;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.Sample;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of event does to a mailing, its prospect and the figures of its sequence. */
@QuarkusTest
class MailingEventsTest {

  private static final String ORG = "mailing events";
  private static final String T1 = "2026-03-01T10:00:00.000Z";
  private static final String T2 = "2026-03-01T11:00:00.000Z";
  private static final String T3 = "2026-03-02T12:00:00.000Z";

  private static final String VERSION = "select version from mailing where id = ?";
  private static final List<String> FIGURES =
      List.of(
          "scheduleCount",
          "deliverCount",
          "openCount",
          "clickCount",
          "replyCount",
          "bounceCount",
          "failureCount",
          "optOutCount");

  private final Api ada = Api.of(ORG, "ada");
  private final Events events = Events.by(ada);
  private long sequence;
  private long prospect;
  private long mailing;

  @BeforeEach
  void create() {
    sequence = ada.createSequence("\"name\":\"s\"");
    prospect = Sample.of(ORG).prospect("Zoë");
    mailing = Sample.of(ORG).mailing(sequence, prospect);
  }

  private JsonNode mailing() {
    return Json.attributes(ada.get("/mailings/" + mailing));
  }

  private JsonNode prospect() {
    return Json.attributes(ada.get("/prospects/" + prospect));
  }

  private long figure(String name) {
    return Json.attributes(ada.get("/sequences/" + sequence)).path(name).longValue();
  }

  @ParameterizedTest
  @CsvSource({
    "scheduled, scheduledAt, scheduled, scheduleCount",
    "delivered, deliveredAt, delivered, deliverCount",
    "opened, openedAt, opened, openCount",
    "clicked, clickedAt, drafted, clickCount",
    "replied, repliedAt, replied, replyCount",
    "bounced, bouncedAt, bounced, bounceCount",
    "failed, , failed, failureCount",
    "unsubscribed, unsubscribedAt, drafted, optOutCount",
    "markedAsSpam, markedAsSpamAt, drafted, "
  })
  void anEventSetsItsMomentAndStateAndNothingElse(
      String kind, String moment, String state, String figure) {
    JsonNode before = mailing();
    events.apply(event(mailing, kind, T2), event(mailing, kind, T3), event(mailing, kind, T1));
    ObjectNode expected = before.deepCopy();
    expected.put("state", state);
    if (moment != null) {
      expected.put(moment, T1);
    }
    if (!state.equals("drafted")) {
      expected.put("stateChangedAt", T1);
    }
    if (kind.equals("opened") || kind.equals("clicked")) {
      expected.put(figure, 3);
    }
    ObjectNode after = mailing().deepCopy();
    expected.set("updatedAt", after.get("updatedAt"));
    assertThat(after).isEqualTo(expected);
    for (String name : FIGURES) {
      assertThat(figure(name)).as(name).isEqualTo(name.equals(figure) ? 1 : 0);
    }
  }

  @Test
  void theStateIsTheFurthestAndTheMomentIsTheStates() {
    String[] kinds = {"replied", "failed", "opened", "scheduled", "bounced", "delivered"};
    for (int i = 0; i < kinds.length; i++) {
      events.apply(event(mailing, kinds[i], "2026-03-01T1" + i + ":00:00.000Z"));
    }
    assertThat(mailing().path("state").textValue()).isEqualTo("replied");
    assertThat(mailing().path("stateChangedAt").textValue()).isEqualTo(T1);
    assertThat(mailing().path("deliveredAt").textValue()).isEqualTo("2026-03-01T15:00:00.000Z");
    for (String state : new String[] {"placeholder", "queued", "delivering"}) {
      long other = Sample.of(ORG).mailing(sequence, prospect);
      Db.rows("update mailing set state = ? where id = ? returning id", state, other);
      events.apply(event(other, "scheduled", T1));
      assertThat(Db.rows("select state from mailing where id = ?", other))
          .containsExactly(state.equals("delivering") ? "delivering" : "scheduled");
      events.apply(event(other, "failed", T2));
      assertThat(Db.rows("select state from mailing where id = ?", other))
          .containsExactly("failed");
    }
  }

  @Test
  void anEventIsAppliedOnceHoweverOftenItComes() {
    String opened = event(mailing, "opened", T1);
    Events.assertMeta(events.report(opened, opened), 1, 1, 0, 0);
    JsonNode once = mailing();
    long version = Db.number(VERSION, mailing);
    Events.assertMeta(events.report(opened), 0, 1, 0, 0);
    Events.assertMeta(events.reportArray(opened, opened), 0, 2, 0, 0);
    // The same moment, written another way.
    Events.assertMeta(
        events.report(event(mailing, "opened", "2026-03-01T11:00:00+01:00")), 0, 1, 0, 0);
    assertThat(mailing()).isEqualTo(once);
    assertThat(Db.number(VERSION, mailing)).isEqualTo(version);
    assertThat(once.path("openCount").intValue()).isEqualTo(1);
    events.apply(event(mailing, "opened", "2026-03-01T10:00:00.001Z"));
    assertThat(mailing().path("openCount").intValue()).isEqualTo(2);
    assertThat(Db.number(VERSION, mailing)).isEqualTo(version + 1);
  }

  @Test
  void aMachineIsKeptApart() {
    JsonNode before = mailing();
    JsonNode person = prospect();
    events.apply(
        event(mailing, "opened", T1, "\"bot\":true"),
        event(mailing, "clicked", T1, "\"bot\":true"));
    assertThat(mailing()).isEqualTo(before);
    assertThat(prospect()).isEqualTo(person);
    assertThat(figure("openCount") + figure("clickCount")).isZero();
    Events.assertMeta(events.report(event(mailing, "opened", T1, "\"bot\":true")), 0, 1, 0, 0);
    events.apply(event(mailing, "opened", T1, "\"bot\":false"));
    assertThat(mailing().path("openCount").intValue()).isEqualTo(1);
  }

  @Test
  void aMailingMayBeNamedByItsMessageId() {
    Db.rows("update mailing set message_id = '<17@x>' where id = ? returning id", mailing);
    String members = "\"event\":\"opened\",\"occurredAt\":\"" + T1 + "\"}";
    events.apply("{\"messageId\":\"<17@x>\"," + members);
    Events.assertMeta(
        events.report(
            "{\"mailing\":\"" + mailing + "\",\"messageId\":\"<17@x>\"," + members,
            "{\"mailing\":" + mailing + ",\"messageId\":null," + members),
        0,
        2,
        0,
        0);
    JsonNode report =
        events.report("{\"mailing\":" + mailing + ",\"messageId\":\"<18@x>\"," + members);
    Events.assertMeta(report, 0, 0, 0, 1);
  }

  @Test
  void reasonsAndSentimentsAreThoseOfTheEarliest() {
    events.apply(
        event(mailing, "failed", T1, "\"reason\":\"first failure\""),
        event(mailing, "failed", T2, "\"reason\":\"second failure\""),
        event(mailing, "replied", T3, "\"sentiment\":\"negative\""),
        event(mailing, "replied", T1));
    assertThat(mailing().path("errorReason").textValue()).isEqualTo("first failure");
    assertThat(mailing().path("replySentiment").textValue()).isEqualTo("negative");
    events.apply(
        event(mailing, "bounced", T3, "\"reason\":\"bounce\""),
        event(mailing, "replied", T2, "\"sentiment\":\"positive\""));
    assertThat(mailing().path("errorReason").textValue()).isEqualTo("bounce");
    assertThat(mailing().path("replySentiment").textValue()).isEqualTo("positive");
    assertThat(figure("positiveReplyCount")).isEqualTo(1);
    assertThat(figure("negativeReplyCount")).isZero();
    // What a repetition adds, and what it says otherwise.
    Events.assertMeta(
        events.report(
            event(mailing, "replied", T1, "\"sentiment\":\"neutral\""),
            event(mailing, "bounced", T3, "\"reason\":\"abounce\"")),
        0,
        2,
        0,
        0);
    assertThat(mailing().path("replySentiment").textValue()).isEqualTo("neutral");
    assertThat(mailing().path("errorReason").textValue()).isEqualTo("abounce");
  }

  @Test
  void aProspectIsTouchedAndEngagedWithoutBeingChanged() {
    String updated = prospect().path("updatedAt").textValue();
    events.apply(
        event(mailing, "delivered", T2),
        event(mailing, "opened", T3),
        event(mailing, "clicked", T1));
    events.apply(event(mailing, "delivered", T1));
    assertThat(prospect().path("touchedAt").textValue()).isEqualTo(T2);
    assertThat(prospect().path("engagedAt").textValue()).isEqualTo(T3);
    assertThat(prospect().path("updatedAt").textValue()).isEqualTo(updated);
    assertThat(figure("numContactedProspects")).isEqualTo(1);
  }

  @Test
  void anErasedProspectIsNotTouched() {
    Db.rows("update prospect set deleted_at = now() where id = ? returning id", prospect);
    events.apply(
        event(mailing, "delivered", T2),
        event(mailing, "opened", T3),
        event(mailing, "unsubscribed", T3));
    assertThat(
            Db.number(
                "select num_nonnulls(touched_at, engaged_at, opted_out_at) from prospect where id = ?",
                prospect))
        .isZero();
    assertThat(figure("openCount")).isEqualTo(1);
  }

  @Test
  void noAddressOfAReplierIsKept() {
    events.apply(event(mailing, "replied", T1, "\"from\":\"secret@example.com\""));
    assertThat(Db.number("select count(*) from mailing_event e where e::text like '%secret%'"))
        .isZero();
    assertThat(mailing().toString()).doesNotContain("secret");
  }

  @Test
  void identitiesGoWithTheirMailing() {
    events.apply(event(mailing, "opened", T1));
    Db.rows("delete from mailing where id = ? returning id", mailing);
    assertThat(Db.number("select count(*) from mailing_event where mailing_id = ?", mailing))
        .isZero();
    Events.assertMeta(events.report(event(mailing, "opened", T1)), 0, 0, 1, 0);
  }
}
