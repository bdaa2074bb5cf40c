package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import io.sequences.support.Resources;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A request that comes again with its Idempotency-Key is answered as it was, and not done again.
 */
@QuarkusTest
class RepeatedRequestsTest {

  private static final String ORG = "repeated-requests";

  private final Api ada = Api.of(ORG, "ada");
  private final Keyed keyed = Keyed.by(ada);
  private final String key = UUID.randomUUID().toString();

  static Stream<ResourceType> created() {
    return World.created();
  }

  static void assertReplays(ValidatableResponse replay, ValidatableResponse first) {
    assertThat(first.extract().header("Idempotent-Replayed")).isNull();
    assertThat(replay.extract().header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(replay.extract().statusCode()).isEqualTo(first.extract().statusCode());
    assertThat(replay.extract().asByteArray()).isEqualTo(first.extract().asByteArray());
    for (String header : List.of("Location", "ETag", "Content-Type")) {
      assertThat(replay.extract().header(header)).isEqualTo(first.extract().header(header));
    }
  }

  private static long rows(String table, String organisation) {
    return Db.number("select count(*) from " + table + " where org_id = ?", Db.org(organisation));
  }

  @ParameterizedTest
  @MethodSource("created")
  void aCreateMakesOneResource(ResourceType type) {
    String organisation = "repeated-" + type;
    World world = new World(organisation);
    String body = world.full(type).document();
    Keyed client = Keyed.by(world.ada);
    ValidatableResponse first = client.post(key, "/" + type.path(), body).statusCode(201);
    long rows = rows(type.table(), organisation);
    assertThat(first.extract().header("Location")).isNotNull();
    assertThat(first.extract().header("ETag")).isNotNull();
    for (int again = 0; again < 3; again++) {
      assertReplays(client.post(key, "/" + type.path(), body), first);
    }
    assertThat(rows(type.table(), organisation)).isEqualTo(rows);
  }

  @Test
  void theAnswerIsTheOneOfThenWhateverHasHappenedSince() {
    ValidatableResponse first = keyed.create(key, "s").statusCode(201);
    long id = Json.of(first).at("/data/id").longValue();
    ada.patchSequence(id, "\"name\":\"t\"").statusCode(200);
    assertReplays(keyed.create(key, "s"), first);
    ada.delete("/sequences/" + id).statusCode(204);
    assertReplays(keyed.create(key, "s"), first);
    ada.get("/sequences/" + id).statusCode(404);
  }

  @Test
  void aThousandAtOnceAreMadeOnceAndAnsweredAlike() {
    Api eve = Api.of("repeated-bulk", "eve");
    String body =
        ResourceObject.bulk(
            IntStream.range(0, 1_000)
                .mapToObj(i -> ResourceObject.of("prospect").with("firstName", "p" + i))
                .toList());
    ValidatableResponse first = Keyed.by(eve).post(key, "/prospects", body).statusCode(201);
    assertReplays(Keyed.by(eve).post(key, "/prospects", body), first);
    assertThat(Json.of(first).path("data")).hasSize(1_000);
    assertThat(rows("prospect", "repeated-bulk")).isEqualTo(1_000);
  }

  @Test
  void anActionIsDoneOnceThoughTheResourceHasMovedOn() {
    long id = ada.createSequence("\"name\":\"s\"");
    String path = "/sequences/" + id + "/actions/";
    ValidatableResponse first = keyed.post(key, path + "lock", null).statusCode(200);
    ada.post(path + "unlock").statusCode(200);
    assertReplays(keyed.post(key, path + "lock", null), first);
    assertThat(Json.attributes(ada.get("/sequences/" + id)).path("locked").booleanValue())
        .isFalse();
  }

  @Test
  void anActionThatWasDoneToItsVersionIsNotStaleWhenItComesAgain() {
    long id = ada.createSequence("\"name\":\"s\"");
    for (int again = 0; again < 2; again++) {
      ada.request()
          .header("If-Match", "\"0\"")
          .header("Idempotency-Key", key)
          .post("/api/v2/sequences/" + id + "/actions/lock")
          .then()
          .statusCode(200);
    }
  }

  @Test
  void aKeyStandsForOneRequest() {
    long one = ada.createSequence("\"name\":\"s\"");
    String body = Api.document("\"name\":\"s\"");
    keyed.post(key, "/sequences", body).statusCode(201);
    List<ValidatableResponse> others =
        List.of(
            keyed.post(key, "/sequences", body + " "),
            keyed.create(key, "t"),
            keyed.post(key, "/sequences?include=owner", body),
            keyed.post(key, "/sequences/" + one + "/actions/lock", null),
            keyed.post(
                key, "/rulesets", ResourceObject.of("ruleset").with("name", "r").document()));
    for (ValidatableResponse other : others) {
      Refusal.of(other, 422).is("idempotencyKeyReused").header("Idempotency-Key");
    }
    assertThat(Json.attributes(ada.get("/sequences/" + one)).path("locked").booleanValue())
        .isFalse();
    assertThat(keyed.post(key, "/sequences", body).extract().header("Idempotent-Replayed"))
        .isEqualTo("true");
  }

  @Test
  void otherCallersHaveKeysOfTheirOwn() {
    ValidatableResponse first = keyed.create(key, "s").statusCode(201);
    for (Api other : List.of(Api.of(ORG, "bob"), Api.of("repeated-elsewhere", "ada"))) {
      ValidatableResponse answer = Keyed.by(other).create(key, "s").statusCode(201);
      assertThat(answer.extract().header("Idempotent-Replayed")).isNull();
      assertThat(Json.of(answer).at("/data/id")).isNotEqualTo(Json.of(first).at("/data/id"));
      Keyed.by(other).create(key, "other").statusCode(422);
    }
    // It is the same user, whatever else the token says.
    assertReplays(Keyed.by(Api.admin(ORG, "ada")).create(key, "s"), first);
  }

  @Test
  void aTokenThatDoesNotPermitTheRequestGetsNoAnswerKeptForIt() {
    keyed.create(key, "s").statusCode(201);
    Keyed reader = Keyed.by(Api.withScopes(ORG, "ada", "sequences.read"));
    Refusal.of(reader.create(key, "s"), 403).is("unauthorizedOauthScope");
    String body = Api.document("\"name\":\"s\"");
    String another = UUID.randomUUID().toString();
    keyed.post(another, "/sequences?include=ruleset", body).statusCode(201);
    Keyed writer = Keyed.by(Api.withScopes(ORG, "ada", "sequences.write"));
    Refusal.of(writer.post(another, "/sequences?include=ruleset", body), 403);
  }

  @Test
  void whatWasRefusedKeepsNothingAndItsKeyIsFree() {
    long id = ada.createSequence("\"name\":\"s\"");
    Refusal.of(keyed.create(key, " "), 422).is("validationError");
    Refusal.of(keyed.post(key, "/sequences", "{"), 400);
    Refusal.of(keyed.post(key, "/sequences/" + id + "/actions/activate", null), 422);
    Refusal.of(keyed.post(key, "/sequences/1152921504606846976/actions/lock", null), 404);
    Refusal.of(
        ada.request()
            .header("Idempotency-Key", key)
            .header("If-Match", "\"9\"")
            .post("/api/v2/sequences/" + id + "/actions/lock")
            .then(),
        412);
    assertThat(Db.rows("select 1 from idempotency_key where key = ?", key)).isEmpty();
    ValidatableResponse first = keyed.create(key, "s").statusCode(201);
    assertReplays(keyed.create(key, "s"), first);
  }

  @Test
  void aBulkThatIsRefusedLeavesNothing() {
    List<ResourceObject> faulty =
        List.of(
            ResourceObject.of("prospect").with("firstName", key),
            ResourceObject.of("prospect").with("firstName", 7));
    Refusal.of(keyed.post(key, "/prospects", ResourceObject.bulk(faulty)), 422);
    assertThat(Resources.ids(ada, "/prospects?filter[firstName]=" + key)).isEmpty();
    List<ResourceObject> right = faulty.subList(0, 1);
    JsonNode made = Json.of(keyed.post(key, "/prospects", ResourceObject.bulk(right)));
    assertThat(made.path("data")).hasSize(1);
  }

  @Test
  void aKeyCountsForADay() {
    ValidatableResponse first = keyed.create(key, "s").statusCode(201);
    age("23 hours 59 minutes");
    assertReplays(keyed.create(key, "s"), first);
    age("24 hours");
    ValidatableResponse anew = keyed.create(key, "another").statusCode(201);
    assertThat(anew.extract().header("Idempotent-Replayed")).isNull();
    assertReplays(keyed.create(key, "another"), anew);
    Refusal.of(keyed.create(key, "s"), 422).is("idempotencyKeyReused");
  }

  private void age(String interval) {
    Db.rows(
        "update idempotency_key set created_at = now() - cast(? as interval) where key = ?"
            + " returning 1",
        interval,
        key);
  }
}
