package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not JSON, or no JSON:API document. */
@QuarkusTest
class MalformedRequestsTest {

  private final Api ada = Api.of("malformed", "ada");

  private RawHttp.Answer create(byte[] body) {
    return RawHttp.send(
        "POST /api/v2/sequences HTTP/1.1\nHost: localhost\nContent-Type: %s\nContent-Length: %d\nAuthorization: Bearer %s"
            .formatted(Api.JSON_API, body.length, ada.token()),
        body);
  }

  /** Both writes with a body refuse it, and the sequence stays as it is. */
  private List<Refusal> refusals(String body, int status) {
    long id = ada.createSequence("\"name\":\"x\"");
    JsonNode before = Json.of(ada.get("/sequences/" + id));
    List<Refusal> refusals = new ArrayList<>();
    for (ValidatableResponse answer :
        List.of(ada.post("/sequences", body), ada.patch("/sequences/" + id, body))) {
      refusals.add(Refusal.of(answer, status));
    }
    assertThat(Json.of(ada.get("/sequences/" + id))).isEqualTo(before);
    return refusals;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "x",
        "{",
        "{\"data\":",
        "{'data':{'type':'sequence'}}",
        "{data:{type:\"sequence\"}}",
        "{\"data\":{\"type\":\"sequence\",}}",
        "{\"data\":{\"type\":\"sequence\"}} x",
        "{\"data\":{\"type\":\"sequence\"}}{}",
        "{\"data\":{\"type\":\"sequence\"}}]",
        "/* c */{\"data\":{\"type\":\"sequence\"}}",
        "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"name\":NaN}}}",
        "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"maxActivations\":007}}}",
        "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"maxActivations\":+7}}}",
        "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"maxActivations\":.7}}}",
        "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"name\":\"a\tb\"}}}",
        "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"name\":\"\\x41\"}}}",
        "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"name\":\"\\u12\"}}}",
        "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"name\":True}}}",
        "<data/>",
        "data[type]=sequence"
      })
  void whatIsNotJson(String body) {
    refusals(body, 400).forEach(refusal -> refusal.is("malformedRequest"));
  }

  @Test
  void anEmptyBody() {
    Refusal.of(create(new byte[0]), 400).is("malformedRequest");
    Refusal.of(ada.post("/sequences"), 400).is("malformedRequest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"type\":\"sequence\"},\"data\":{\"type\":\"sequence\"}}",
        "{\"data\":{\"type\":\"sequence\",\"type\":\"sequence\"}}",
        "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"name\":\"a\",\"name\":\"a\"}}}",
        "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"name\":\"a\",\"n\\u0061me\":\"b\"}}}",
        "{\"data\":{\"type\":\"sequence\"},\"meta\":{\"a\":1,\"a\":2}}"
      })
  void aKeyThatStandsTwice(String body) {
    refusals(body, 400).forEach(r -> r.is("malformedRequest").saying("twice"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "[]", "\"x\"", "7", "true", "[{\"data\":{\"type\":\"sequence\"}}]"})
  void whatIsNoObject(String body) {
    refusals(body, 400).forEach(refusal -> refusal.is("malformedRequest"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"data\":null}",
        "{\"data\":[]}",
        "{\"data\":\"x\"}",
        "{\"data\":7}",
        "{\"meta\":{}}",
        "{\"data\":[{\"type\":\"sequence\"}]}"
      })
  void aDocumentWithoutAResource(String body) {
    refusals(body, 400).forEach(refusal -> refusal.is("malformedRequest").at("/data"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\"type\":null", "\"type\":7", "\"type\":[\"sequence\"]", "\"type\":{}"})
  void aResourceWithoutAType(String member) {
    refusals("{\"data\":{" + member + "}}", 400)
        .forEach(refusal -> refusal.is("malformedRequest").at("/data/type"));
  }

  @ParameterizedTest
  @CsvSource({
    "attributes, null",
    "attributes, []",
    "attributes, 7",
    "relationships, null",
    "relationships, []",
    "relationships, 7",
    "id, null",
    "id, true",
    "id, 1.5",
    "id, {}",
    "id, []"
  })
  void aMemberOfTheWrongKind(String member, String value) {
    refusals("{\"data\":{\"type\":\"sequence\",\"" + member + "\":" + value + "}}", 400)
        .forEach(refusal -> refusal.is("malformedRequest").at("/data/" + member));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sequence", "sequences", "mailing", "", " sequence"})
  void anotherTypeIsAConflict(String type) {
    refusals("{\"data\":{\"type\":\"" + type + "\",\"attributes\":{\"name\":\"y\"}}}", 409)
        .forEach(refusal -> refusal.is("conflict").at("/data/type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1\"", "\"abc\"", "\"\""})
  void anIdOfTheClientsIsForbiddenInACreate(String id) {
    Refusal.of(
            ada.post(
                "/sequences",
                "{\"data\":{\"type\":\"sequence\",\"id\":"
                    + id
                    + ",\"attributes\":{\"name\":\"x\"}}}"),
            403)
        .is("clientGeneratedId")
        .at("/data/id");
  }

  private static String nested(int depth, String open, String close) {
    // The document, data, attributes and tags are four levels themselves.
    return "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"tags\":"
        + open.repeat(depth - 3)
        + close.repeat(depth - 3)
        + "}}}";
  }

  @Test
  void nestingUpToSixtyFourIsRead() {
    // Read, and only then refused for what it says.
    refusals(nested(64, "[", "]"), 422);
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 66, 1_000, 10_000, 200_000})
  void deeperNestingIsNot(int depth) {
    for (String body :
        List.of(
            nested(depth, "[", "]"),
            "[".repeat(depth),
            "{\"a\":".repeat(depth),
            "{\"meta\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}")) {
      Refusal.of(create(body.getBytes(StandardCharsets.UTF_8)), 400).is("malformedRequest");
    }
    ada.get("/sequences").statusCode(200);
  }

  static List<byte[]> notUtf8() {
    String document = Api.document("\"name\":\"ä\"");
    List<byte[]> bodies = new ArrayList<>();
    for (String charset : List.of("ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")) {
      bodies.add(document.getBytes(Charset.forName(charset)));
    }
    for (int[] broken :
        new int[][] {
          {0xFF}, {0xC0, 0x80}, {0xE2, 0x82}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}
        }) {
      byte[] body = Api.document("\"name\":\"____\"").getBytes(StandardCharsets.US_ASCII);
      int at = Api.document("\"name\":\"____\"").indexOf("____");
      for (int i = 0; i < broken.length; i++) {
        body[at + i] = (byte) broken[i];
      }
      bodies.add(body);
    }
    return bodies;
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void bytesThatAreNotUtf8(byte[] body) {
    Refusal.of(create(body), 400).is("malformedRequest");
    ada.get("/sequences").statusCode(200);
  }
}
