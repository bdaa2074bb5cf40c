package io.sequences.mailing;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events end the state of the prospect in the sequence, and whom that lets in. */
@QuarkusTest
class StateEventsTest {

  private static final String ORG = "state events";
  private static final String T1 = "2026-03-01T10:00:00.000Z";
  private static final String T2 = "2026-03-01T11:00:00.000Z";

  private final Api ada = Api.of(ORG, "ada");
  private final Events events = Events.by(ada);

  private Enrolment enrol(String attributes, String stands) {
    return new Enrolment(ada, ORG, attributes, stands);
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
    Enrolment zoe = enrol("\"name\":\"s\"", before);
    JsonNode then = zoe.state();
    events.apply(event(zoe.mailing, kind, T1));
    assertThat(zoe.stands()).isEqualTo(after);
    if (before.equals(after) && !kind.equals("replied")) {
      assertThat(zoe.state().path("updatedAt")).isEqualTo(then.path("updatedAt"));
    }
  }

  @Test
  void theReasonIsThatOfTheStateReached() {
    Enrolment zoe = enrol("\"name\":\"s\"", "active");
    long other = zoe.anotherMailing();
    events.apply(event(zoe.mailing, "failed", T1, "\"reason\":\"failure\""));
    assertThat(zoe.state().path("errorReason").textValue()).isEqualTo("failure");
    events.apply(event(other, "bounced", T2, "\"reason\":\"late bounce\""));
    events.apply(event(zoe.mailing, "bounced", T1, "\"reason\":\"bounce\""));
    assertThat(zoe.state().path("errorReason").textValue()).isEqualTo("bounce");
    assertThat(zoe.stands()).isEqualTo("bounced");
    events.apply(event(zoe.mailing, "replied", T1));
    assertThat(zoe.state().path("errorReason").isNull()).isTrue();
    events.apply(event(other, "failed", T1, "\"reason\":\"failure\""));
    assertThat(zoe.state().path("errorReason").isNull()).isTrue();
  }

  @Test
  void whoUnsubscribesIsOptedOutEverywhere() {
    Enrolment zoe = enrol("\"name\":\"s\"", "active");
    long other =
        Sample.of(ORG).state(ada.createSequence("\"name\":\"b\""), zoe.prospect, "pending");
    long ended =
        Sample.of(ORG).state(ada.createSequence("\"name\":\"c\""), zoe.prospect, "finished");
    long invoices = ada.createSequence("\"name\":\"d\",\"transactional\":true");
    long kept = Sample.of(ORG).state(invoices, zoe.prospect, "active");
    events.apply(event(zoe.mailing, "unsubscribed", T2));
    events.apply(event(zoe.mailing, "unsubscribed", T1));
    JsonNode person = Json.attributes(ada.get("/prospects/" + zoe.prospect));
    assertThat(person.path("optedOutAt").textValue()).isEqualTo(T1);
    assertThat(
            Db.rows(
                "select state from sequence_state where id in (?, ?, ?, ?) order by id",
                zoe.state,
                other,
                ended,
                kept))
        .containsExactly("opted_out", "opted_out", "finished", "active");
  }

  @Test
  void aTransactionalSequenceOptsNobodyOut() {
    Enrolment zoe = enrol("\"name\":\"s\",\"transactional\":true", "active");
    long other = Sample.of(ORG).state(ada.createSequence("\"name\":\"b\""), zoe.prospect, "active");
    events.apply(event(zoe.mailing, "unsubscribed", T1));
    assertThat(Json.attributes(ada.get("/prospects/" + zoe.prospect)).path("optedOutAt").isNull())
        .isTrue();
    assertThat(Db.rows("select state from sequence_state where id in (?, ?)", zoe.state, other))
        .containsExactly("active", "active");
  }

  @Test
  void aDeletedStateIsLeftAlone() {
    Enrolment zoe = enrol("\"name\":\"s\"", "failed");
    Db.rows("update sequence_state set deleted_at = now() where id = ? returning id", zoe.state);
    Object before = Db.rows("select u::text from sequence_state u where id = ?", zoe.state).get(0);
    events.apply(
        event(zoe.mailing, "replied", T1),
        event(zoe.mailing, "bounced", T1),
        event(zoe.mailing, "unsubscribed", T1));
    assertThat(Db.rows("select u::text from sequence_state u where id = ?", zoe.state))
        .containsExactly(before);
  }

  @Test
  void anEndMakesRoomForWhoWaits() {
    Enrolment zoe = enrol("\"name\":\"s\",\"throttleCapacity\":1", "active");
    Sample.of(ORG).step(zoe.sequence);
    ada.post("/sequences/" + zoe.sequence + "/actions/activate").statusCode(200);
    long waiting = Sample.of(ORG).state(zoe.sequence, Sample.of(ORG).prospect("w"), "pending");
    long later = Sample.of(ORG).state(zoe.sequence, Sample.of(ORG).prospect("l"), "pending");
    events.apply(event(zoe.mailing, "opened", T1));
    assertThat(Db.rows("select state from sequence_state where id = ?", waiting))
        .containsExactly("pending");
    events.apply(event(zoe.mailing, "bounced", T1));
    assertThat(
            Db.rows(
                "select state from sequence_state where id in (?, ?) order by id", waiting, later))
        .containsExactly("active", "pending");
  }

  @Test
  void whatIsReportedOfADeletedSequenceStillCounts() {
    Enrolment zoe = enrol("\"name\":\"s\"", "finished");
    ada.delete("/sequences/" + zoe.sequence).statusCode(204);
    events.apply(event(zoe.mailing, "delivered", T1), event(zoe.mailing, "unsubscribed", T2));
    JsonNode left = Json.attributes(ada.get("/prospects/" + zoe.prospect));
    assertThat(left.path("optedOutAt").textValue()).isEqualTo(T2);
    assertThat(
            Db.number(
                "select sum(deliver_count) from mailing_ledger where sequence_id = ?",
                zoe.sequence))
        .isEqualTo(1);
  }
}
