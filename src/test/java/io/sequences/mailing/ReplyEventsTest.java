package io.sequences.mailing;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Moment;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose reply it is, and what replies do to the state of the prospect in the sequence. */
@QuarkusTest
class ReplyEventsTest {

  private static final String ORG = "reply events";
  private static final String T1 = "2026-03-01T10:00:00.000Z";
  private static final String PAUSE =
      "\"primaryReplyAction\":\"pause\",\"primaryReplyPauseDuration\":3600,\"name\":\"s\"";

  private final Api ada = Api.of(ORG, "ada");
  private final Events events = Events.by(ada);

  private Enrolment enrol(String attributes, String stands) {
    return new Enrolment(ada, ORG, attributes, stands);
  }

  @ParameterizedTest
  @CsvSource({", true", "zoe@example.COM, true", "z@example.com, true", "boss@example.com, false"})
  void theAddressDecidesWhoseReplyItIs(String from, boolean primary) {
    Enrolment zoe = enrol("\"name\":\"s\",\"primaryReplyAction\":\"continue\"", "active");
    String[] members = from == null ? new String[0] : new String[] {"\"from\":\"" + from + "\""};
    events.apply(event(zoe.mailing, "replied", T1, members));
    assertThat(zoe.stands()).isEqualTo(primary ? "active" : "finished");
    assertThat(zoe.state().path("repliedAt").textValue()).isEqualTo(primary ? T1 : null);
    long replied =
        Json.attributes(ada.get("/sequences/" + zoe.sequence))
            .path("numRepliedProspects")
            .longValue();
    assertThat(replied).isEqualTo(primary ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "zoe@example.com, finished",
    "Zoe Quist <ZOE@example.com>, finished",
    "Zoe Quist <somebody@example.com>, active",
    "somebody@example.com, active"
  })
  void theAddressInFromDecidesWhoseReplyItIs(String from, String expected) {
    Enrolment zoe = enrol("\"name\":\"s\",\"secondaryReplyAction\":\"continue\"", "active");
    events.apply(event(zoe.mailing, "replied", T1, "\"from\":\"" + from + "\""));
    assertThat(zoe.stands()).isEqualTo(expected);
  }

  @Test
  void withoutKnownAddressesEveryReplyIsTheProspects() {
    Enrolment zoe = enrol("\"name\":\"s\",\"secondaryReplyAction\":\"continue\"", "active");
    Db.rows("update prospect set emails = '{}' where id = ? returning id", zoe.prospect);
    events.apply(event(zoe.mailing, "replied", T1, "\"from\":\"boss@example.com\""));
    assertThat(zoe.stands()).isEqualTo("finished");
  }

  @Test
  void aPauseLastsUntilTheLatestReplyAndADuration() {
    Enrolment zoe = enrol(PAUSE, "active");
    OffsetDateTime now = Moment.now();
    events.apply(event(zoe.mailing, "replied", now.minusMinutes(10).toString()));
    events.apply(event(zoe.mailing, "replied", now.minusMinutes(5).toString()));
    events.apply(event(zoe.mailing, "replied", now.minusMinutes(20).toString()));
    assertThat(zoe.stands()).isEqualTo("paused");
    assertThat(
            Db.number(
                "select extract(epoch from paused_until - ?::timestamptz) from sequence_state where id = ?",
                now.toString(),
                zoe.state))
        .isEqualTo(55 * 60);
    // A repetition pauses nothing that somebody has resumed meanwhile.
    Db.rows(
        "update sequence_state set state = 'active', paused_until = null where id = ? returning id",
        zoe.state);
    Events.assertMeta(
        events.report(event(zoe.mailing, "replied", now.minusMinutes(5).toString())), 0, 1, 0, 0);
    assertThat(zoe.stands()).isEqualTo("active");
    events.apply(event(zoe.mailing, "replied", now.minusMinutes(1).toString()));
    events.apply(event(zoe.mailing, "bounced", T1));
    assertThat(zoe.stands()).isEqualTo("bounced");
    assertThat(Db.rows("select paused_until from sequence_state where id = ?", zoe.state))
        .containsOnlyNulls();
  }

  @Test
  void aPauseThatIsOverIsAnEnd() {
    Enrolment zoe = enrol(PAUSE, "bounced");
    events.apply(event(zoe.mailing, "replied", T1));
    assertThat(zoe.stands()).isEqualTo("finished");
  }

  @Test
  void theReasonOfAPauseEndsWithIt() {
    Enrolment zoe = enrol("\"name\":\"s\"", "active");
    zoe.pause("holiday");
    events.apply(event(zoe.mailing, "replied", T1));
    assertThat(zoe.stands()).isEqualTo("finished");
    assertThat(zoe.state().path("pauseReason").isNull()).isTrue();
  }

  @Test
  void whatSomebodyPausedWaitsForHimWhateverIsReplied() {
    Enrolment zoe = enrol(PAUSE.replace("3600", "2000000000"), "active");
    zoe.pause("holiday");
    events.apply(event(zoe.mailing, "replied", Moment.now().toString()));
    assertThat(zoe.stands()).isEqualTo("paused");
    assertThat(zoe.state().path("pauseReason").textValue()).isEqualTo("holiday");
    assertThat(Db.rows("select paused_until from sequence_state where id = ?", zoe.state))
        .containsOnlyNulls();
  }
}
