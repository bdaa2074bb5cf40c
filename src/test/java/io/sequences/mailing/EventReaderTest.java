package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sequences.catalog.Moment;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line of events is read as, and what it is refused for. */
class EventReaderTest {

  private static final String WHEN = "'occurredAt':'2026-01-02T03:04:05Z'";

  private static MailingEvent read(String line) {
    byte[] bytes = line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new EventReader().read(7, ByteBuffer.wrap(bytes));
  }

  private static ApiException refused(String line) {
    ApiException refusal = catchThrowableOfType(ApiException.class, () -> read(line));
    assertThat(refusal).as(line).isNotNull();
    assertThat(refusal.errors().get(0).source().value()).isEqualTo("/7");
    return refusal;
  }

  @Test
  void anEventIsReadWithAllThatItsKindTakes() {
    assertThat(
            read(
                "{'mailing':3,'messageId':'m','event':'replied',"
                    + WHEN
                    + ",'sentiment':'neutral','from':'Jo <jo@example.com>'}"))
        .isEqualTo(
            new MailingEvent(
                7,
                3L,
                "m",
                "replied",
                OffsetDateTime.parse("2026-01-02T03:04:05Z"),
                false,
                "neutral",
                null,
                "jo@example.com"));
    MailingEvent bounce = read("{'mailing':3,'event':'bounced'," + WHEN + ",'reason':'full'}");
    assertThat(bounce.reason()).isEqualTo("full");
    assertThat(bounce.messageId()).isNull();
    assertThat(bounce.from()).isNull();
    assertThat(read("{'messageId':'m','event':'opened'," + WHEN + ",'bot':true}").bot()).isTrue();
    assertThat(read("{'messageId':'m','event':'clicked'," + WHEN + ",'bot':false}").bot())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1,1",
        "9223372036854775807,9223372036854775807",
        "'42',42",
        "'007',7",
        "'999999999999999999',999999999999999999"
      })
  void aMailingIsNamedByItsId(String id, long mailing) {
    assertThat(read("{'mailing':" + id + ",'event':'opened'," + WHEN + "}").mailing())
        .isEqualTo(mailing);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"0", "-1", "1.0", "true", "'0'", "'-1'", "'x'", "''", "9223372036854775808", "[]"})
  void whatIsNoIdIsRefused(String id) {
    assertThat(refused("{'mailing':" + id + ",'event':'opened'," + WHEN + "}"))
        .hasMessageStartingWith("The value of 'mailing' must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "jo@example.com | jo@example.com",
        "Jo < jo@example.com > | jo@example.com",
        "a <b> <c@d> | c@d",
        "<c@d> | c@d",
        "a > b | a > b",
        "a < b | a < b",
      })
  void ofASenderTheAddressIsKept(String from, String address) {
    MailingEvent event = read("{'mailing':1,'event':'replied'," + WHEN + ",'from':'" + from + "'}");
    assertThat(event.from()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | An event is a JSON object.",
        "{ | The line is not JSON",
        "{'mailin':1} | An event has no member 'mailin'. Did you mean 'mailing'?",
        "{'messageId':'\\u0000'} | The value of 'messageId' must not contain U+0000.",
        "{'event':'opened'} | An event names its mailing by",
        "{'mailing':null,'messageId':null,'event':'opened'} | An event names its mailing by",
        "{'mailing':1} | An event needs the member 'event'.",
        "{'mailing':1,'event':null} | An event needs the member 'event'.",
        "{'mailing':1,'event':'opend'} | The value of 'event' must be one of",
        "{'mailing':1,'event':'opened'} | An event needs the member 'occurredAt'.",
        "{'mailing':1,'event':'opened','occurredAt':'now'} | The value of 'occurredAt' must be",
      })
  void aFaultIsSaid(String line, String detail) {
    assertThat(refused(line)).hasMessageStartingWith(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "opened,sentiment,'\"positive\"'",
    "opened,reason,'\"x\"'",
    "clicked,from,'\"a@b\"'",
    "replied,bot,true",
    "replied,reason,'\"x\"'",
    "bounced,bot,true",
    "delivered,bot,true",
    "failed,sentiment,'\"neutral\"'"
  })
  void aKindTakesItsOwnMembersOnly(String kind, String member, String value) {
    String before = "{'mailing':1,'event':'" + kind + "'," + WHEN + ",'" + member + "':";
    assertThat(refused(before + value + "}"))
        .hasMessage("An event '" + kind + "' takes no '" + member + "'.");
    // Nothing, and no robot, may be said of every kind.
    assertThat(read(before + "null}").kind()).isEqualTo(kind);
    if (member.equals("bot")) {
      assertThat(read(before + "false}").bot()).isFalse();
    }
  }

  @Test
  void aTextThatIsTooLongIsToldByItsCode() {
    String line = "{'mailing':1,'event':'failed'," + WHEN + ",'reason':'" + "x".repeat(1_025);
    assertThat(refused(line + "'}").errors().get(0).code())
        .isEqualTo(ErrorCode.VALIDATION_DATA_TOO_LONG);
    assertThat(refused("{'mailing':1,'event':'x'}").errors().get(0).code())
        .isEqualTo(ErrorCode.VALIDATION_ERROR);
    assertThat(refused("{").errors().get(0).code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({"23,true", "25,false"})
  void aClockMayBeADayAhead(long hours, boolean taken) {
    String line =
        "{'mailing':1,'event':'opened','occurredAt':'"
            + Moment.now().plus(Duration.ofHours(hours))
            + "'}";
    if (taken) {
      assertThat(read(line).kind()).isEqualTo("opened");
    } else {
      assertThat(refused(line)).hasMessageContaining("more than a day ahead");
    }
  }
}
