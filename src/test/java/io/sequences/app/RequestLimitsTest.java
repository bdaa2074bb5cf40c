package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RequestLimitsTest {

  private static final int MIB = 1024 * 1024;
  private static final int LONGEST_LINE = 16 * 1024;

  private final Api ada = Api.of("limits", "ada");

  private String head(String line) {
    return line
        + " HTTP/1.1\nHost: localhost\nContent-Type: application/vnd.api+json\nAuthorization: Bearer "
        + ada.token();
  }

  /** A document in order, filled up with white space. */
  private static byte[] body(int size) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) ' ');
    byte[] document = Api.document("\"name\":\"x\"").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(document, 0, body, 0, document.length);
    return body;
  }

  private RawHttp.Answer withLength(int size) {
    return RawHttp.send(head("POST /api/v2/sequences") + "\nContent-Length: " + size, body(size));
  }

  private RawHttp.Answer chunked(int size) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    byte[] body = body(size);
    int chunk = 8192;
    for (int at = 0; at < size; at += chunk) {
      int length = Math.min(chunk, size - at);
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      chunks.write(body, at, length);
      chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return RawHttp.send(
        head("POST /api/v2/sequences") + "\nTransfer-Encoding: chunked", chunks.toByteArray());
  }

  @Test
  void takesABodyOfOneMebibyte() {
    assertThat(withLength(MIB).status()).isEqualTo(201);
    assertThat(chunked(MIB).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(ints = {MIB + 1, 3 * MIB})
  void refusesALargerBody(int size) {
    Refusal.of(withLength(size), 413).is("payloadTooLarge");
    Refusal.of(chunked(size), 413).is("payloadTooLarge");
    ada.get("/sequences").statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH /api/v2/sequences/1", "POST /api/v2/sequences/1/actions/lock"})
  void refusesALargerBodyOnEveryRoute(String line) {
    Refusal.of(RawHttp.send(head(line) + "\nContent-Length: " + 2 * MIB, body(2 * MIB)), 413)
        .is("payloadTooLarge");
  }

  private static final byte[] BULK =
      "{\"data\":[{\"type\":\"sequence\"}]}                                       "
          .getBytes(StandardCharsets.UTF_8);

  @Test
  void takesEightMebibytesWhereManyResourcesAreCreated() {
    for (String collection : new String[] {"prospects", "sequenceStates", "mailings"}) {
      String line = "POST /api/v2/" + collection;
      byte[] body = body(8 * MIB);
      System.arraycopy(BULK, 0, body, 0, BULK.length);
      // In order, but for what is in it.
      Refusal.of(RawHttp.send(head(line) + "\nContent-Length: " + body.length, body), 409);
      Refusal.of(RawHttp.send(head(line) + "\nContent-Length: " + (body.length + 1), body), 413)
          .is("payloadTooLarge")
          .saying("8 MiB");
    }
    Refusal.of(
            RawHttp.send(
                head("PATCH /api/v2/prospects/1") + "\nContent-Length: " + (MIB + 1),
                body(MIB + 1)),
            413)
        .is("payloadTooLarge")
        .saying("1 MiB");
  }

  private RawHttp.Answer line(int length) {
    String start = "GET /api/v2/sequences?filter[name]=";
    String line = start + "x".repeat(length - start.length() - " HTTP/1.1".length());
    return RawHttp.send(head(line));
  }

  @Test
  void takesARequestLineOfSixteenKibibytes() {
    assertThat(line(LONGEST_LINE).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {LONGEST_LINE + 1, LONGEST_LINE + 100, 4 * LONGEST_LINE, 15 * LONGEST_LINE})
  void refusesALongerRequestLine(int length) {
    Refusal.of(line(length), 414).is("uriTooLong");
    ada.get("/sequences").statusCode(200);
  }

  @Test
  void refusesALongerRequestLineOutsideTheApi() {
    Refusal.of(RawHttp.send(head("GET /" + "x".repeat(LONGEST_LINE))), 414).is("uriTooLong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exa{mple", "a b", "localhost:99999999", "<script>", "[::1", "a\"b"})
  void aHostThatIsNoneIsRefusedBeforeAnythingIsWritten(String host) {
    Api eve = Api.of("limits of hosts", "eve " + host);
    int before = eve.get("/sequences?count=true").extract().path("meta.count");
    byte[] body = body(200);
    RawHttp.Answer answer =
        RawHttp.send(
            "POST /api/v2/sequences HTTP/1.1\nHost: %s\nContent-Type: application/vnd.api+json\nAuthorization: Bearer %s\nContent-Length: 200"
                .formatted(host, eve.token()),
            body);
    Refusal.of(answer, 400).is("malformedRequest");
    int after = eve.get("/sequences?count=true").extract().path("meta.count");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void oneResourceHasOneMebibyteWhereManyAreCreatedToo() {
    byte[] body = body(2 * MIB);
    Refusal.of(
            RawHttp.send(head("POST /api/v2/prospects") + "\nContent-Length: " + body.length, body),
            413)
        .is("payloadTooLarge")
        .saying("1 MiB");
  }

  @Test
  void anActionTakesNoMembersInItsBody() {
    Refusal.of(ada.post("/sequences/1/actions/lock", "{\"reason\":\"x\"}"), 400)
        .is("malformedRequest")
        .at("/reason");
  }

  private RawHttp.Answer headers(int size) {
    String padding = "\nX-Padding: ".repeat(size / 1024);
    String one = padding.replace("X-Padding: ", "X-Padding: " + "x".repeat(1024 - 13));
    return RawHttp.send(head("GET /api/v2/sequences") + one);
  }

  @Test
  void headersMayHaveThirtyTwoKibibytesTogether() {
    assertThat(headers(24 * 1024).status()).isEqualTo(200);
    Refusal.of(headers(32 * 1024), 400).is("malformedRequest").saying("32 KiB");
    // What is far beyond is not even read.
    assertThat(
            RawHttp.send(head("GET /api/v2/sequences") + "\nX-Padding: " + "x".repeat(70_000))
                .status())
        .isEqualTo(431);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1", "0.1", "1e1"})
  void aNumberMayHaveAHundredDigits(String start) {
    String document = Api.document("\"maxActivations\":%s,\"name\":\"x\"");
    // It is read, and is no value of the attribute: nothing holds more than 19 digits.
    Refusal.of(ada.post("/sequences", document.formatted(start + "1".repeat(21))), 422)
        .is("validationError")
        .at("/data/attributes/maxActivations");
    Refusal.of(ada.post("/sequences", document.formatted(start + "1".repeat(100))), 400)
        .is("malformedRequest");
  }

  @Test
  void aDocumentMayBeSixtyFourDeep() {
    String deep = "[".repeat(60) + "]".repeat(60);
    Refusal.of(ada.post("/sequences", Api.document("\"tags\":" + deep)), 422).is("validationError");
    String deeper = "[".repeat(62) + "]".repeat(62);
    Refusal.of(ada.post("/sequences", Api.document("\"tags\":" + deeper)), 400)
        .is("malformedRequest")
        .saying("64 deep");
  }
}
