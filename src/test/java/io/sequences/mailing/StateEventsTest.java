package io.sequences.mailing;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Moment;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.Sample;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What events do to the state of the prospect in the sequence. */
@QuarkusTest
class StateEventsTest {

  private static final String ORG = "state events";
  private static final String T1 = "2026-03-01T10:00:00.000Z";
  private static final String T2 = "2026-03-01T11:00:00.000Z";
  private static final String PAUSE =
      "\"primaryReplyAction\":\"pause\",\"primaryReplyPauseDuration\":3600,\"name\":\"s\"";

  private final Api ada = Api.of(ORG, "ada");
  private final Events events = Events.by(ada);
  private long sequence;
  private long prospect;
  private long state;
  private long mailing;

  private void enrol(String attributes, String stands) {
    sequence = ada.createSequence(attributes);
    prospect =
        Db.number(
            "insert into prospect (org_id, emails) values (?, '{Zoe@Example.com,z@example.com}')"
                + " returning id",
            Db.org(ORG));
    state = Sample.of(ORG).state(sequence, prospect, stands);
    mailing = mailingOf(state);
  }

  private long mailingOf(long sequenceState) {
    return Db.number(
        "insert into mailing (org_id, sequence_id, prospect_id, sequence_state_id)"
            + " select org_id, sequence_id, prospect_id, id from sequence_state where id = ?"
            + " returning id",
        sequenceState);
  }

  private JsonNode state() {
    return Json.attributes(ada.get("/sequenceStates/" + state));
  }

  private String stands() {
    return state().path("state").textValue();
  }

  /** The rank of an end, of which the higher stands; what has not ended comes first. */
  @ParameterizedTest
  @CsvSource({
    "active, failed, failed",
    "active, bounced, bounced",
    "active, replied, finished",
    "active, unsubscribed, opted_out",
    "pending, bounced, bounced",
    "paused, bounced, bounced",
    "disabled, replied, finished",
    "failed, bounced, bounced",
    "failed, unsubscribed, failed",
    "bounced, failed, bounced",
    "bounced, replied, finished",
    "bounced, unsubscribed, bounced",
    "opted_out, failed, failed",
    "opted_out, bounced, bounced",
    "opted_out, replied, finished",
    "finished, bounced, finished",
    "finished, failed, finished",
    "finished, unsubscribed, finished",
    "active, delivered, active",
    "active, opened, active",
    "active, clicked, active",
    "active, markedAsSpam, active",
  })
  void anEventEndsAStateUnlessItStandsHigher(String before, String kind, String after) {
    enrol("\"name\":\"s\"", before);
    JsonNode then = state();
    events.apply(event(mailing, kind, T1));
    assertThat(stands()).isEqualTo(after);
    if (before.equals(after) && !kind.equals("replied")) {
      assertThat(state().path("updatedAt")).isEqualTo(then.path("updatedAt"));
    }
  }

  @Test
  void theReasonIsThatOfTheStateReached() {
    enrol("\"name\":\"s\"", "active");
    long other = mailingOf(state);
    events.apply(event(mailing, "failed", T1, "\"reason\":\"failure\""));
    assertThat(state().path("errorReason").textValue()).isEqualTo("failure");
    events.apply(event(other, "bounced", T2, "\"reason\":\"late bounce\""));
    events.apply(event(mailing, "bounced", T1, "\"reason\":\"bounce\""));
    assertThat(state().path("errorReason").textValue()).isEqualTo("bounce");
    assertThat(stands()).isEqualTo("bounced");
    events.apply(event(mailing, "replied", T1));
    assertThat(state().path("errorReason").isNull()).isTrue();
    events.apply(event(other, "failed", T1, "\"reason\":\"failure\""));
    assertThat(state().path("errorReason").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({", true", "zoe@example.COM, true", "z@example.com, true", "boss@example.com, false"})
  void theAddressDecidesWhoseReplyItIs(String from, boolean primary) {
    enrol("\"name\":\"s\",\"primaryReplyAction\":\"continue\"", "active");
    String[] members = from == null ? new String[0] : new String[] {"\"from\":\"" + from + "\""};
    events.apply(event(mailing, "replied", T1, members));
    assertThat(stands()).isEqualTo(primary ? "active" : "finished");
    assertThat(state().path("repliedAt").textValue()).isEqualTo(primary ? T1 : null);
    long replied =
        Json.attributes(ada.get("/sequences/" + sequence)).path("numRepliedProspects").longValue();
    assertThat(replied).isEqualTo(primary ? 1 : 0);
  }

  @Test
  void withoutKnownAddressesEveryReplyIsTheProspects() {
    enrol("\"name\":\"s\",\"secondaryReplyAction\":\"continue\"", "active");
    Db.rows("update prospect set emails = '{}' where id = ? returning id", prospect);
    events.apply(event(mailing, "replied", T1, "\"from\":\"boss@example.com\""));
    assertThat(stands()).isEqualTo("finished");
  }

  @Test
  void aPauseLastsUntilTheLatestReplyAndADuration() {
    enrol(PAUSE, "active");
    OffsetDateTime now = Moment.now();
    events.apply(event(mailing, "replied", now.minusMinutes(10).toString()));
    events.apply(event(mailing, "replied", now.minusMinutes(5).toString()));
    events.apply(event(mailing, "replied", now.minusMinutes(20).toString()));
    assertThat(stands()).isEqualTo("paused");
    assertThat(
            Db.number(
                "select extract(epoch from paused_until - ?::timestamptz) from sequence_state where id = ?",
                now.toString(),
                state))
        .isEqualTo(55 * 60);
    // A repetition pauses nothing that somebody has resumed meanwhile.
    Db.rows(
        "update sequence_state set state = 'active', paused_until = null where id = ? returning id",
        state);
    Events.assertMeta(
        events.report(event(mailing, "replied", now.minusMinutes(5).toString())), 0, 1, 0, 0);
    assertThat(stands()).isEqualTo("active");
    events.apply(event(mailing, "replied", now.minusMinutes(1).toString()));
    events.apply(event(mailing, "bounced", T1));
    assertThat(stands()).isEqualTo("bounced");
    assertThat(Db.rows("select paused_until from sequence_state where id = ?", state))
        .containsOnlyNulls();
  }

  @Test
  void aPauseThatIsOverIsAnEnd() {
    enrol(PAUSE, "bounced");
    events.apply(event(mailing, "replied", T1));
    assertThat(stands()).isEqualTo("finished");
  }

  @Test
  void whoUnsubscribesIsOptedOutEverywhere() {
    enrol("\"name\":\"s\"", "active");
    long other = Sample.of(ORG).state(ada.createSequence("\"name\":\"b\""), prospect, "pending");
    long ended = Sample.of(ORG).state(ada.createSequence("\"name\":\"c\""), prospect, "finished");
    long invoices = ada.createSequence("\"name\":\"d\",\"transactional\":true");
    long kept = Sample.of(ORG).state(invoices, prospect, "active");
    events.apply(event(mailing, "unsubscribed", T2));
    events.apply(event(mailing, "unsubscribed", T1));
    JsonNode person = Json.attributes(ada.get("/prospects/" + prospect));
    assertThat(person.path("optedOutAt").textValue()).isEqualTo(T1);
    assertThat(
            Db.rows(
                "select state from sequence_state where id in (?, ?, ?, ?) order by id",
                state,
                other,
                ended,
                kept))
        .containsExactly("opted_out", "opted_out", "finished", "active");
  }

  @Test
  void aTransactionalSequenceOptsNobodyOut() {
    enrol("\"name\":\"s\",\"transactional\":true", "active");
    long other = Sample.of(ORG).state(ada.createSequence("\"name\":\"b\""), prospect, "active");
    events.apply(event(mailing, "unsubscribed", T1));
    assertThat(Json.attributes(ada.get("/prospects/" + prospect)).path("optedOutAt").isNull())
        .isTrue();
    assertThat(Db.rows("select state from sequence_state where id in (?, ?)", state, other))
        .containsExactly("active", "active");
  }

  @Test
  void aDeletedStateIsLeftAlone() {
    enrol("\"name\":\"s\"", "failed");
    Db.rows("update sequence_state set deleted_at = now() where id = ? returning id", state);
    Object before = Db.rows("select u::text from sequence_state u where id = ?", state).get(0);
    events.apply(
        event(mailing, "replied", T1),
        event(mailing, "bounced", T1),
        event(mailing, "unsubscribed", T1));
    assertThat(Db.rows("select u::text from sequence_state u where id = ?", state))
        .containsExactly(before);
  }

  @Test
  void anEndMakesRoomForWhoWaits() {
    enrol("\"name\":\"s\",\"throttleCapacity\":1", "active");
    Sample.of(ORG).step(sequence);
    ada.post("/sequences/" + sequence + "/actions/activate").statusCode(200);
    long waiting = Sample.of(ORG).state(sequence, Sample.of(ORG).prospect("w"), "pending");
    long later = Sample.of(ORG).state(sequence, Sample.of(ORG).prospect("l"), "pending");
    events.apply(event(mailing, "opened", T1));
    assertThat(Db.rows("select state from sequence_state where id = ?", waiting))
        .containsExactly("pending");
    events.apply(event(mailing, "bounced", T1));
    assertThat(
            Db.rows(
                "select state from sequence_state where id in (?, ?) order by id", waiting, later))
        .containsExactly("active", "pending");
  }

  @Test
  void theReasonOfAPauseEndsWithIt() {
    enrol("\"name\":\"s\"", "active");
    ada.post("/sequenceStates/" + state + "/actions/pause?actionParams[reason]=holiday")
        .statusCode(200);
    events.apply(event(mailing, "replied", T1));
    assertThat(stands()).isEqualTo("finished");
    assertThat(state().path("pauseReason").isNull()).isTrue();
  }

  @Test
  void whatSomebodyPausedWaitsForHimWhateverIsReplied() {
    enrol(PAUSE.replace("3600", "2000000000"), "active");
    ada.post("/sequenceStates/" + state + "/actions/pause?actionParams[reason]=holiday")
        .statusCode(200);
    events.apply(event(mailing, "replied", Moment.now().toString()));
    assertThat(stands()).isEqualTo("paused");
    assertThat(state().path("pauseReason").textValue()).isEqualTo("holiday");
    assertThat(Db.rows("select paused_until from sequence_state where id = ?", state))
        .containsOnlyNulls();
  }

  @Test
  void whatIsReportedOfADeletedSequenceStillCounts() {
    enrol("\"name\":\"s\"", "finished");
    ada.delete("/sequences/" + sequence).statusCode(204);
    events.apply(event(mailing, "delivered", T1), event(mailing, "unsubscribed", T2));
    JsonNode left = Json.attributes(ada.get("/prospects/" + prospect));
    assertThat(left.path("optedOutAt").textValue()).isEqualTo(T2);
    assertThat(
            Db.number(
                "select sum(deliver_count) from mailing_ledger where sequence_id = ?", sequence))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "zoe@example.com, finished",
    "Zoe Quist <ZOE@example.com>, finished",
    "Zoe Quist <somebody@example.com>, active",
    "somebody@example.com, active"
  })
  void theAddressInFromDecidesWhoseReplyItIs(String from, String expected) {
    enrol("\"name\":\"s\",\"secondaryReplyAction\":\"continue\"", "active");
    events.apply(event(mailing, "replied", T1, "\"from\":\"" + from + "\""));
    assertThat(stands()).isEqualTo(expected);
  }
}
