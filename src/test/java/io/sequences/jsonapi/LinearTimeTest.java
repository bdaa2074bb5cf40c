package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Events;
import io.sequences.support.Fastest;
import io.sequences.support.Json;
import io.sequences.support.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Long texts cost the service as much as they are long: what took the square of it would be at work
 * for minutes.
 */
@QuarkusTest
@Timeout(60)
class LinearTimeTest {

  /** Far more than any of them takes on a busy machine, far less than the square would. */
  private static final Duration ENOUGH = Duration.ofSeconds(5);

  /** S9: for a text of 100 kB that a pattern is matched against. */
  private static final Duration PROMISED = Duration.ofMillis(50);

  private static final int LARGE = 1_000_000;
  private static final int LARGEST = 8_000_000;

  private final Api ada = Api.of("linear-time", "ada");

  private static String attributes(String members) {
    return "{\"data\":{\"type\":\"sequence\",\"attributes\":{" + members + "}}}";
  }

  private static String bulk(String members) {
    return "{\"data\":[{\"type\":\"sequence\",\"attributes\":{" + members + "}}]}";
  }

  private static String numbered(String member, int length) {
    StringBuilder members = new StringBuilder();
    for (int i = 0; members.length() < length; i++) {
      members.append(i == 0 ? "" : ",").append(member.replace("#", Integer.toString(i)));
    }
    return members.toString();
  }

  /** Elements of an array so many objects deep, each with as long a name as the parser takes. */
  private static String below(int depth, String elements) {
    String name = "\"" + "n".repeat(49_000) + "\":";
    return (name + "{").repeat(depth) + name + "[" + elements + "]" + "}".repeat(depth);
  }

  private static Map<String, String> bodies() {
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("many values below long names", attributes(below(10, "1,".repeat(LARGE / 5) + "1")));
    bodies.put(
        "very many values below very long names", bulk(below(50, "1,".repeat(LARGEST / 4) + "1")));
    bodies.put(
        "many flaws below long names",
        attributes(below(10, "\"\\u0000\",".repeat(LARGE / 20) + "1")));
    bodies.put("many names with flaws", bulk(numbered("\"\\u0000#\":1", LARGEST / 2)));
    bodies.put("many unknown attributes", bulk(numbered("\"a#\":1", LARGEST / 2)));
    bodies.put(
        "many relationships without data",
        "{\"data\":{\"type\":\"sequence\",\"relationships\":{%s}}}"
            .formatted(numbered("\"r#\":{}", LARGEST / 2)));
    bodies.put("many tags", attributes("\"tags\":[" + numbered("\"t#\"", LARGE / 2) + "]"));
    bodies.put("the same tag", attributes("\"tags\":[" + "\"t\",".repeat(LARGE / 5) + "\"t\"]"));
    bodies.put("a long choice", attributes("\"shareType\":\"" + "s".repeat(LARGE / 2) + "\""));
    bodies.put("a long blank", attributes("\"name\":\"" + " ".repeat(LARGE / 2) + "\""));
    bodies.put(
        "a long id",
        "{\"data\":{\"type\":\"sequence\",\"id\":\"" + "0".repeat(LARGE / 2) + "x\"}}");
    return bodies;
  }

  static Stream<String> names() {
    return bodies().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void longBodies(String name) {
    RawHttp.Answer answer =
        timed("POST /api/v2/sequences", Api.JSON_API, ada.token(), bodies().get(name));
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.body().length()).as("length of the answer").isLessThan(LARGE);
  }

  /** Each would be long in another way: the id of a line, the header of a token, a PEM block. */
  @ParameterizedTest
  @MethodSource("patterns")
  void textsThatPatternsStumbleOver(String target, String contentType, String body) {
    Api admin = Api.admin("linear-time", "root");
    Duration fastest =
        Fastest.of(
            () ->
                assertThat(timed(target, contentType, admin.token(), body).status())
                    .isBetween(200, 499),
            PROMISED);
    assertThat(fastest).isLessThan(PROMISED);
  }

  static Stream<Arguments> patterns() {
    String zeros = "0".repeat(60_000);
    String app =
        "{\"data\":{\"type\":\"app\",\"attributes\":{\"name\":\"a\",\"scopes\":[%s],\"publicKeys\":[%s]}}}";
    return Stream.of(
            new String[] {
              "POST /api/v2/mailingEvents", Events.NDJSON, "{\"mailing\":\"" + zeros + "x\"}"
            },
            new String[] {
              "POST /api/v2/mailingEvents", Events.NDJSON, "{\"occurredAt\":\"" + zeros + "\"}"
            },
            new String[] {
              "POST /api/app/apps",
              Api.JSON_API,
              app.formatted("", Json.quote("-----BEGIN A-----" + "A\n".repeat(50_000) + "-----END"))
            },
            new String[] {
              "POST /api/app/apps",
              Api.JSON_API,
              app.formatted("", Json.quote("\n".repeat(100_000)))
            },
            new String[] {
              "POST /api/app/apps",
              Api.JSON_API,
              app.formatted("", Json.quote("-----BEGIN " + "A ".repeat(50_000)))
            },
            new String[] {
              "POST /api/app/apps",
              Api.JSON_API,
              app.formatted(Json.quote("sequences.".repeat(10_000)), "")
            })
        .map(each -> Arguments.of((Object[]) each));
  }

  private static RawHttp.Answer timed(
      String target, String contentType, String token, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    long begin = System.nanoTime();
    RawHttp.Answer answer =
        RawHttp.send(
            "%s HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s\nContent-Type: %s\nContent-Length: %d"
                .formatted(target, token, contentType, bytes.length),
            bytes);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ENOUGH);
    return answer;
  }
}
