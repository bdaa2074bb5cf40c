package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an application creates and reports: nobody's, unless it says whose. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationWritesTest {

  private static final String ORG = "app-writes";
  private static final String SCOPES =
      "sequences.all sequenceSteps.all sequenceStates.all prospects.all users.read rulesets.read"
          + " tasks.all calls.all mailings.all";

  private final Api admin = Api.admin(ORG, "root");
  private final Api ada = Api.of(ORG, "ada");
  private Api application;

  private Api application() {
    if (application == null) {
      application = Application.register(admin, SCOPES).calling(admin);
    }
    return application;
  }

  private static String step(long sequence) {
    return """
        {"data":{"type":"sequenceStep","attributes":{"stepType":"call","interval":0},
        "relationships":{"sequence":{"data":{"type":"sequence","id":%d}}}}}
        """
        .formatted(sequence);
  }

  /** A step put before others moves them, which changes them too. */
  @Test
  void whatItCreatesAndChangesHasNoCreatorAndNoUpdater() {
    long id = application().createSequence("\"name\":\"x\"");
    JsonNode sequence = Json.of(application.get("/sequences/" + id + "?include=creator,ruleset"));
    assertThat(sequence.at("/data/relationships/creator/data").isNull()).isTrue();
    assertThat(sequence.at("/data/relationships/updater/data").isNull()).isTrue();
    assertThat(sequence.at("/data/relationships/owner/data").isNull()).isTrue();
    assertThat(sequence.path("included")).hasSize(1);
    application.post("/sequenceSteps", step(id)).statusCode(201);
    String first = step(id).replace("\"interval\":0", "\"interval\":0,\"order\":1");
    application.post("/sequenceSteps", first).statusCode(201);
    assertThat(Json.of(application.get("/sequenceSteps?filter[sequence][id]=" + id)).at("/data"))
        .hasSize(2)
        .allMatch(step -> step.at("/relationships/creator/data").isNull())
        .allMatch(step -> step.at("/relationships/updater/data").isNull());

    long adas = ada.createSequence("\"name\":\"x\"");
    JsonNode changed = Json.of(application.patchSequence(adas, "\"name\":\"y\"").statusCode(200));
    assertThat(changed.at("/data/relationships/creator/data/id").longValue())
        .isEqualTo(Db.user(ORG, "ada"));
    assertThat(changed.at("/data/relationships/updater/data").isNull()).isTrue();
  }

  @Test
  void aCreateMayNameAnOwnerWhoThenHasIt() {
    ada.get("/sequences").statusCode(200);
    String document =
        """
        {"data":{"type":"sequence","attributes":{"name":"x","shareType":"private"},
        "relationships":{"owner":{"data":{"type":"user","id":%d}}}}}
        """
            .formatted(Db.user(ORG, "ada"));
    JsonNode made = Json.of(application().post("/sequences", document).statusCode(201));
    String path = "/sequences/" + made.at("/data/id").longValue();
    ada.get(path).statusCode(200);
    Refusal.of(application.get(path), 404).is("resourceNotFound");
    Refusal.of(Api.of(ORG, "bob").get(path), 404);
  }

  @Test
  void itAddsProspectsAndCountsAsOneForTheThrottle() {
    long id = application().createSequence("\"name\":\"x\",\"throttleCapacity\":1");
    application.post("/sequenceSteps", step(id)).statusCode(201);
    application.post("/sequences/" + id + "/actions/activate").statusCode(200);
    assertThat(added(application, id)).isEqualTo("active");
    assertThat(added(application, id)).isEqualTo("pending");
    assertThat(added(ada, id)).isEqualTo("active");
  }

  private static String added(Api client, long sequence) {
    JsonNode prospect =
        Json.of(client.post("/prospects", "{\"data\":{\"type\":\"prospect\"}}").statusCode(201));
    String state =
        """
        {"data":{"type":"sequenceState","relationships":{
        "sequence":{"data":{"type":"sequence","id":%d}},
        "prospect":{"data":{"type":"prospect","id":%d}}}}}
        """
            .formatted(sequence, prospect.at("/data/id").longValue());
    return Json.of(client.post("/sequenceStates", state).statusCode(201))
        .at("/data/attributes/state")
        .textValue();
  }

  @Test
  void tasksCallsAndMailingsOfItAreNobodys() {
    Map<ResourceObject, String> made =
        Map.of(
            ResourceObject.of("task").with("action", "call"), "/tasks/%d:owner",
            ResourceObject.of("call"), "/calls/%d:user",
            ResourceObject.of("mailing"), "/mailings/%d:user");
    made.forEach(
        (resource, where) -> {
          String[] place = where.formatted(application().created(resource)).split(":", -1);
          JsonNode read = Json.of(application.get(place[0]).statusCode(200));
          assertThat(read.at("/data/relationships/" + place[1] + "/data").isNull())
              .as(where)
              .isTrue();
        });
  }

  @Test
  void itReportsMailingEvents() {
    long mailing = application().created(ResourceObject.of("mailing"));
    JsonNode report =
        Events.by(application).report(Events.event(mailing, "delivered", Events.moment(1)));
    assertThat(report.at("/meta/applied").intValue()).isEqualTo(1);
  }

  @Test
  void idempotencyKeysOfItAreItsOwn() {
    String body = Api.document("\"name\":\"once\"");
    JsonNode first = once(application(), body);
    assertThat(once(application, body)).isEqualTo(first);
    assertThat(once(ada, body).at("/data/id")).isNotEqualTo(first.at("/data/id"));
  }

  private static JsonNode once(Api client, String body) {
    return Json.of(
        client
            .request()
            .header("Idempotency-Key", "app")
            .contentType(Api.JSON_API)
            .body(body)
            .post("/api/v2/sequences")
            .then()
            .statusCode(201));
  }
}
