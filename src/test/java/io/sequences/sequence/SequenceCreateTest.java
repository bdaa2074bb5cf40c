package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SequenceCreateTest {

  private static final String DEFAULTS =
      """
      {"automationPercentage":0.0,"bounceCount":0,"clickCount":0,"deliverCount":0,
      "description":null,"durationInDays":0,"enabled":false,"enabledAt":null,"failureCount":0,
      "finishOnReply":true,"locked":false,"lockedAt":null,"maxActivations":150,"name":"Outbound",
      "negativeReplyCount":0,"neutralReplyCount":0,"numContactedProspects":0,
      "numRepliedProspects":0,"openCount":0,"optOutCount":0,"positiveReplyCount":0,
      "primaryReplyAction":"finish","primaryReplyPauseDuration":null,"replyCount":0,
      "salesMotion":null,"scheduleCount":0,"scheduleIntervalType":"calendar",
      "secondaryReplyAction":"finish","secondaryReplyPauseDuration":null,"sequenceStepCount":0,
      "sequenceType":"interval","shareType":"shared","tags":[],"throttleCapacity":null,
      "throttleMaxAddsPerDay":null,"throttlePaused":false,"throttlePausedAt":null,
      "transactional":false}
      """;

  private final Api ada = Api.of("creating", "ada");

  @Test
  void answersTheNewSequenceAtItsLocation() {
    ValidatableResponse created =
        ada.post("/sequences", Api.document("\"name\":\"Outbound\""))
            .statusCode(201)
            .header("Content-Type", Api.JSON_API)
            .body("data.type", equalTo("sequence"))
            .body("data.attributes.name", equalTo("Outbound"));
    JsonNode data = Json.of(created).path("data");
    String location = created.extract().header("Location");
    assertThat(location).endsWith("/api/v2/sequences/" + data.path("id").longValue());
    assertThat(data.path("links").path("self").textValue()).isEqualTo(location);
    assertThat(Json.of(ada.get(location).statusCode(200)).path("data")).isEqualTo(data);
  }

  @Test
  void fillsEveryAttributeThatIsNotGiven() {
    JsonNode attributes =
        Json.attributes(
            ada.post("/sequences", Api.document("\"name\":\"Outbound\"")).statusCode(201));
    assertThat(attributes.size()).isEqualTo(41);
    ObjectNode others = attributes.deepCopy();
    others.remove(List.of("createdAt", "updatedAt", "lastUsedAt"));
    assertThat(others).isEqualTo(Json.parse(DEFAULTS));
    String created = attributes.path("createdAt").textValue();
    assertThat(created).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(attributes.path("updatedAt").textValue()).isEqualTo(created);
    assertThat(attributes.path("lastUsedAt").textValue()).isEqualTo(created);
  }

  @Test
  void belongsToItsCreatorAndTheDefaultRuleset() {
    long id = ada.createSequence("\"name\":\"Outbound\"");
    int user = (int) Db.user("creating", "ada");
    long ruleset =
        Db.number("select id from ruleset where org_id = ? and is_default", Db.org("creating"));
    ada.get("/sequences/" + id)
        .body("data.relationships.creator.data.id", equalTo(user))
        .body("data.relationships.updater.data.id", equalTo(user))
        .body("data.relationships.owner.data", nullValue())
        .body("data.relationships.ruleset.data.id", equalTo((int) ruleset));
  }

  @Test
  void takesEveryWritableAttribute() {
    String given =
        """
        "name":"All","description":"d","tags":["Tier 1","a,b"],"shareType":"read_only",
        "sequenceType":"date","scheduleIntervalType":"schedule","salesMotion":"follow-up",
        "maxActivations":7,"primaryReplyAction":"pause","primaryReplyPauseDuration":60,
        "secondaryReplyAction":"continue","secondaryReplyPauseDuration":61,
        "throttleCapacity":8,"throttleMaxAddsPerDay":9,"throttlePaused":true,"transactional":true
        """;
    JsonNode attributes =
        Json.attributes(ada.post("/sequences", Api.document(given)).statusCode(201));
    Json.assertHas(attributes, Json.parse("{" + given + "}"));
    assertThat(attributes.path("finishOnReply").booleanValue()).isFalse();
    assertThat(attributes.path("throttlePausedAt").textValue()).isNotBlank();
  }

  @Test
  void needsAName() {
    Refusal.of(ada.post("/sequences", Api.document("")), 422)
        .is("validationError")
        .at("/data/attributes/name");
    Refusal.of(ada.post("/sequences", "{\"data\":{\"type\":\"sequence\"}}"), 422)
        .is("validationError")
        .at("/data/attributes/name");
  }

  @Test
  void reportsAllFaultsTogether() {
    String body =
        """
        {"data":{"type":"sequence","attributes":{"tags":"a","openCount":1,"nmae":"x",
        "maxActivations":0,"primaryReplyAction":"pause"},
        "relationships":{"ruleset":{"data":null},"owner":{"data":{"type":"user","id":0}},
        "creator":{"data":null},"boss":{"data":null}}}}
        """;
    Refusal.of(ada.post("/sequences", body), 422)
        .is("validationError")
        .at(
            "/data/attributes/name",
            "/data/attributes/tags",
            "/data/attributes/openCount",
            "/data/attributes/nmae",
            "/data/attributes/maxActivations",
            "/data/attributes/primaryReplyPauseDuration",
            "/data/relationships/ruleset",
            "/data/relationships/owner",
            "/data/relationships/creator",
            "/data/relationships/boss");
  }

  @Test
  void hintsAtTheNearestName() {
    Refusal.of(ada.post("/sequences", Api.document("\"name\":\"x\",\"descripton\":\"\"")), 422)
        .at("/data/attributes/descripton")
        .saying("Did you mean 'description'?");
  }

  @Test
  void leavesNothingBehindWhenItIsRefused() {
    Api eve = Api.of("creating-nothing", "eve");
    eve.get("/sequences?count=true").body("meta.count", equalTo(0));
    eve.post("/sequences", Api.document("\"name\":\"x\",\"maxActivations\":0")).statusCode(422);
    eve.post("/sequences?include=nobody", Api.document("\"name\":\"x\"")).statusCode(422);
    eve.get("/sequences?count=true").body("meta.count", equalTo(0));
  }
}
