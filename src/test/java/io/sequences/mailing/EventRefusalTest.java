package io.sequences.mailing;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Moment;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a report is not applied, and how the answer says so. */
@QuarkusTest
class EventRefusalTest {

  private static final String ORG = "refused events";
  private static final String T1 = "2026-03-01T10:00:00.000Z";
  private static final String REST = "\"event\":\"opened\",\"occurredAt\":\"" + T1 + "\"";

  private final Api ada = Api.of(ORG, "ada");
  private final Events events = Events.by(ada);
  private long sequence;
  private long mailing;

  @BeforeEach
  void create() {
    sequence = ada.createSequence("\"name\":\"s\"");
    mailing = Sample.of(ORG).mailing(sequence, Sample.of(ORG).prospect("p"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void assertRefused(String line, String id, String word) {
    JsonNode report =
        events.report(event(mailing, "clicked", T1), line, event(mailing, "clicked", T1));
    Events.assertMeta(report, 1, 1, 0, 1);
    JsonNode error = report.path("errors").path(0);
    assertThat(error.at("/source/pointer").textValue()).isEqualTo("/1");
    assertThat(error.path("id").textValue()).isEqualTo(id);
    assertThat(error.path("detail").textValue()).contains(word);
    assertThat(Db.number("select count(*) from mailing_event where mailing_id = ?", mailing))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "x",
        "{\"mailing\":1",
        "[]",
        "17",
        "null",
        "\"\"",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"mailing\":1,}"
      })
  void aLineThatIsNoJsonObjectIsRefused(String line) {
    assertRefused(line, "malformedRequest", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"mailing\":M,\"event\":\"opened\"                                   | occurredAt",
        "\"mailing\":M,\"occurredAt\":\"2026-03-01T10:00:00Z\"                | event",
        "\"mailing\":M,\"event\":null,\"occurredAt\":\"2026-03-01T10:00:00Z\" | event",
        "REST                                                                 | messageId",
        "\"mailing\":null,REST                                                | messageId",
        "\"mailing\":0,REST                                                   | mailing",
        "\"mailing\":-1,REST                                                  | mailing",
        "\"mailing\":1.0,REST                                                 | mailing",
        "\"mailing\":true,REST                                                | mailing",
        "\"mailing\":\"x\",REST                                               | mailing",
        "\"mailing\":\"\",REST                                                | mailing",
        "\"mailing\":99999999999999999999,REST                                | mailing",
        "\"messageId\":17,REST                                                | messageId",
        "\"mailing\":M,\"event\":\"read\",\"occurredAt\":\"2026-03-01T10:00:00Z\"   | one of scheduled, delivered",
        "\"mailing\":M,\"event\":\"Opened\",\"occurredAt\":\"2026-03-01T10:00:00Z\" | event",
        "\"mailing\":M,\"event\":\"opened\",\"occurredAt\":\"2026-03-01\"           | occurredAt",
        "\"mailing\":M,\"event\":\"opened\",\"occurredAt\":\"2026-02-30T10:00:00Z\" | occurredAt",
        "\"mailing\":M,\"event\":\"opened\",\"occurredAt\":1772359200                | occurredAt",
        "\"mailing\":M,\"event\":\"opened\",\"occurredAt\":\"9999-01-01T00:00:00Z\" | a day ahead",
        "\"mailing\":M,REST,\"bot\":\"true\"                                  | bot",
        "\"mailing\":M,REST,\"bot\":1                                         | bot",
        "\"mailing\":M,REST,\"sentiment\":\"positive\"                        | takes no 'sentiment'",
        "\"mailing\":M,REST,\"reason\":\"x\"                                  | takes no 'reason'",
        "\"mailing\":M,REST,\"from\":\"x@example.com\"                        | takes no 'from'",
        "\"mailing\":M,REST,\"mailling\":1                                    | Did you mean 'mailing'?",
        "\"mailing\":M,REST,\"reason\":\"\\u0000\"                            | U+0000",
        "\"mailing\":M,\"event\":\"delivered\",\"occurredAt\":\"2026-03-01T10:00:00Z\",\"bot\":true | takes no 'bot'",
        "\"mailing\":M,\"event\":\"replied\",\"occurredAt\":\"2026-03-01T10:00:00Z\",\"sentiment\":\"good\" | one of positive",
      })
  void anEventThatIsNotValidIsRefused(String members, String word) {
    String line = "{" + members.replace("REST", REST).replace("M,", mailing + ",") + "}";
    assertRefused(line, "validationError", word);
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    String line = event(mailing, "bounced", T1, "\"reason\":\"" + "é".repeat(1025) + "\"");
    assertRefused(line, "validationDataTooLongError", "1024");
    events.apply(event(mailing, "bounced", T1, "\"reason\":\"" + "é".repeat(1024) + "\""));
  }

  @Test
  void aClockMayBeADayAhead() {
    String tooFar = Moment.now().plusHours(25).toString();
    assertRefused(event(mailing, "opened", tooFar), "validationError", "ahead");
    events.apply(event(mailing, "opened", Moment.now().plusHours(23).toString()));
  }

  @Test
  void aMailingThatIsNotThereOrNotSeenIsUnknown() {
    Api eve = Api.of(ORG, "eve");
    eve.get("/sequences").statusCode(200);
    long hidden = ada.createSequence("\"name\":\"h\",\"shareType\":\"private\"");
    long ofHidden = Sample.of(ORG).mailing(hidden, Sample.of(ORG).prospect("p"));
    JsonNode report =
        Events.by(eve)
            .report(
                event(ofHidden, "opened", T1),
                event(Long.MAX_VALUE, "opened", T1),
                "{\"messageId\":\"<nothing>\"," + REST + "}");
    Events.assertMeta(report, 0, 0, 3, 0);
    assertThat(report.findValuesAsText("pointer")).containsExactly("/0", "/1", "/2");
    assertThat(report.findValuesAsText("id")).containsOnly("resourceNotFound");
    Events.assertMeta(
        Events.by(Api.of(ORG + " elsewhere", "ada")).report(event(mailing, "opened", T1)),
        0,
        0,
        1,
        0);
    events.apply(event(ofHidden, "opened", T1));
    Events.by(Api.admin(ORG, "root")).apply(event(ofHidden, "clicked", T1));
  }

  @Test
  void aMailingThatTheCallerMayNotChangeIsRefused() {
    Events eve = Events.by(Api.of(ORG, "eve"));
    ada.patchSequence(sequence, "\"shareType\":\"read_only\"").statusCode(200);
    JsonNode report = eve.report(event(mailing, "opened", T1));
    Events.assertMeta(report, 0, 0, 0, 1);
    assertThat(report.findValuesAsText("id")).containsExactly("unauthorizedRequest");
    ada.patchSequence(sequence, "\"shareType\":\"shared\"").statusCode(200);
    eve.apply(event(mailing, "opened", T1));
    ada.post("/sequences/" + sequence + "/actions/lock").statusCode(200);
    Events.assertMeta(eve.report(event(mailing, "clicked", T1)), 0, 0, 0, 1);
    events.apply(event(mailing, "clicked", T1));
  }

  @Test
  void errorsAreTheFirstHundredByTheirLinesBlankOnesCounted() {
    String[] lines = new String[300];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i % 3 == 0 ? " \t\r" : i % 3 == 1 ? "x" : event(Long.MAX_VALUE, "opened", T1);
    }
    JsonNode report = events.report(lines);
    Events.assertMeta(report, 0, 0, 100, 100);
    assertThat(report.path("errors")).hasSize(100);
    assertThat(report.path("errors").findValuesAsText("pointer"))
        .startsWith("/1", "/2", "/4")
        .endsWith("/149");
  }

  @Test
  void anArrayHoldsUpToAThousand() {
    String[] thousand =
        Collections.nCopies(1_000, event(mailing, "opened", T1)).toArray(String[]::new);
    Events.assertMeta(events.reportArray(thousand), 1, 999, 0, 0);
    String array = "[" + String.join(",", thousand) + "," + event(mailing, "clicked", T1) + "]";
    Refusal.of(events.send(Events.JSON, bytes(array)), 422).is("validationError").saying("1,000");
    assertThat(Db.number("select click_count from mailing where id = ?", mailing)).isZero();
    JsonNode report = events.reportArray("17", event(mailing, "clicked", T1), "{}");
    Events.assertMeta(report, 1, 0, 0, 2);
    assertThat(report.findValuesAsText("pointer")).containsExactly("/0", "/2");
    Events.assertMeta(events.reportArray(), 0, 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "17", "[", "[{]", "[] []"})
  void aBodyThatIsNoArrayIsMalformed(String body) {
    RawHttp.Answer answer = events.send(Events.JSON, bytes(body));
    Refusal.of(answer, 400).is("malformedRequest");
  }

  @Test
  void anArrayIsNoLargerThanAnyBody() {
    Refusal.of(events.send(Events.JSON, new byte[1024 * 1024 + 1]), 413).is("payloadTooLarge");
  }

  @Test
  void aLineIsNoLongerThan64Kibibytes() {
    String longest = " ".repeat(64 * 1024 - event(mailing, "opened", T1).length());
    events.apply(longest + event(mailing, "opened", T1));
    RawHttp.Answer answer =
        events.send(Events.NDJSON, bytes(" \n " + longest + event(mailing, "opened", T1) + "\n"));
    Refusal.of(answer, 413).is("payloadTooLarge").at("/1");
  }
}
