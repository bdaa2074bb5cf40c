package io.sequences.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reports mailing events as a mailer does, and reads what became of them. */
public final class Events {

  public static final String NDJSON = "application/x-ndjson";
  public static final String JSON = "application/json";

  private static final Instant FIRST_OF_MARCH = Instant.parse("2026-03-01T00:00:00Z");

  private final Api api;

  private Events(Api api) {
    this.api = api;
  }

  public static Events by(Api api) {
    return new Events(api);
  }

  /** An event of a mailing; further members as they stand, such as {@code "bot":true}. */
  public static String event(long mailing, String kind, String occurredAt, String... members) {
    StringBuilder event = new StringBuilder();
    event.append("{\"mailing\":").append(mailing);
    event.append(",\"event\":\"").append(kind).append('"');
    event.append(",\"occurredAt\":\"").append(occurredAt).append('"');
    for (String member : members) {
      event.append(',').append(member);
    }
    return event.append('}').toString();
  }

  /** The moment so many seconds after the first of March 2026 began. */
  public static String moment(int second) {
    return FIRST_OF_MARCH.plusSeconds(second).toString();
  }

  /** Sends bytes as they are. */
  public RawHttp.Answer send(String contentType, byte[] body) {
    return RawHttp.send(
        "POST /api/v2/mailingEvents HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s\nContent-Type: %s\nContent-Length: %d"
            .formatted(api.token(), contentType, body.length),
        body);
  }

  /** Sends lines, and gives the document of an answer that must be 200. */
  public JsonNode report(String... lines) {
    return report(send(NDJSON, String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends an array, and gives the document of an answer that must be 200. */
  public JsonNode reportArray(String... events) {
    String array = "[" + String.join(",", events) + "]";
    return report(send(JSON, array.getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonNode report(RawHttp.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(Api.JSON_API);
    return Json.parse(answer.body());
  }

  /** Sends lines of which every one must be applied. */
  public void apply(String... lines) {
    assertMeta(report(lines), lines.length, 0, 0, 0);
  }

  public static void assertMeta(
      JsonNode report, long applied, long repeated, long unknown, long refused) {
    String expected =
        "{\"applied\":%d,\"repeated\":%d,\"unknown\":%d,\"refused\":%d}"
            .formatted(applied, repeated, unknown, refused);
    assertThat(report.path("meta").toString()).as(report.toString()).isEqualTo(expected);
    assertThat(report.has("errors")).as(report.toString()).isEqualTo(unknown + refused > 0);
  }
}
