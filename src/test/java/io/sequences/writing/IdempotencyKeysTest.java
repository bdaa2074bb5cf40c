package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an Idempotency-Key may be, and which requests it means something to. */
@QuarkusTest
class IdempotencyKeysTest {

  private static final String ORG = "idempotency-keys";

  private final Api ada = Api.of(ORG, "ada");

  private RawHttp.Answer create(String... headers) {
    byte[] body = Api.document("\"name\":\"s\"").getBytes(StandardCharsets.UTF_8);
    return RawHttp.send(
        """
        POST /api/v2/sequences HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: %s
        Content-Length: %d
        %s"""
            .formatted(ada.token(), Api.JSON_API, body.length, String.join("\n", headers)),
        body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "é", "a\u00a0b", "a\tb"})
  void oneThatIsNotPrintableIsRefused(String key) {
    assertRefused(create("Idempotency-Key: " + key));
  }

  @Test
  void oneThatIsTooLongOrComesTwiceIsRefused() {
    assertRefused(create("Idempotency-Key: " + "k".repeat(256)));
    assertRefused(create("Idempotency-Key: a", "Idempotency-Key: b"));
    assertRefused(create("Idempotency-Key: a", "Idempotency-Key: a"));
  }

  private static void assertRefused(RawHttp.Answer answer) {
    Refusal.of(answer, 400).is("malformedRequest").header("Idempotency-Key");
  }

  @Test
  void anyOtherIsTakenAsItIs() {
    for (String key : new String[] {"k", "k".repeat(255), "\"a b\"; c='~!'", "K"}) {
      RawHttp.Answer first = create("Idempotency-Key: " + key);
      assertThat(first.status()).as(key).isEqualTo(201);
      assertThat(first.header("idempotent-replayed")).as(key).isNull();
      RawHttp.Answer second = create("idempotency-key:   " + key);
      assertThat(second.header("idempotent-replayed")).as(key).isEqualTo("true");
      assertThat(second.body()).isEqualTo(first.body());
    }
  }

  @Test
  void itIsTheSameRequestHoweverItsPathIsSpelled() {
    Keyed keyed = Keyed.by(ada);
    String document = Api.document("\"name\":\"spelled\"");
    String first =
        keyed.post("spelled", "/sequences", document).statusCode(201).extract().asString();
    for (String path : new String[] {"/sequences/", "/%73equences", "/x/../sequences"}) {
      String again =
          keyed
              .post("spelled", path, document)
              .statusCode(201)
              .header("Idempotent-Replayed", "true")
              .extract()
              .asString();
      assertThat(again).as(path).isEqualTo(first);
    }
    Refusal.of(keyed.post("spelled", "/sequences?fields[sequence]=name", document), 422)
        .is("idempotencyKeyReused");
  }

  @Test
  void aChangeIsDoneEachTimeAndADeleteOnce() {
    long id = ada.createSequence("\"name\":\"s\"");
    String path = "/api/v2/sequences/" + id;
    for (String name : new String[] {"a", "b"}) {
      ada.request()
          .header("Idempotency-Key", "é")
          .contentType(Api.JSON_API)
          .body(Api.document("\"name\":\"" + name + "\""))
          .patch(path)
          .then()
          .statusCode(200);
    }
    assertThat(Json.attributes(ada.get("/sequences/" + id)).path("name").textValue())
        .isEqualTo("b");
    ada.request().header("Idempotency-Key", "é").get(path).then().statusCode(200);
    ada.request().header("Idempotency-Key", "d").delete(path).then().statusCode(204);
    ada.request().header("Idempotency-Key", "d").delete(path).then().statusCode(404);
    assertNothingKept("d");
  }

  @Test
  void eventsAreKnownByThemselves() {
    long id = ada.created(ResourceObject.of("mailing").with("state", "scheduled"));
    for (String kind : new String[] {"delivered", "opened"}) {
      ada.request()
          .header("Idempotency-Key", "events")
          .contentType("application/json")
          .body(
              "[{\"mailing\":%d,\"event\":\"%s\",\"occurredAt\":\"2026-03-01T10:00:00Z\"}]"
                  .formatted(id, kind))
          .post("/api/v2/mailingEvents")
          .then()
          .statusCode(200);
    }
    assertThat(Json.attributes(ada.get("/mailings/" + id)).path("openCount").intValue())
        .isEqualTo(1);
    assertNothingKept("events");
  }

  private static void assertNothingKept(String key) {
    assertThat(
            Db.number(
                "select count(*) from idempotency_key where org_id = ? and key = ?",
                Db.org(ORG),
                key))
        .isZero();
  }
}
