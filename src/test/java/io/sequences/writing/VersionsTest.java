package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.ResourceObject;
import io.sequences.support.Versioned;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A version counts the accepted changes of what clients write, one for each, and nothing else. That
 * it does so for every attribute and relationship is shown by {@link RoundTripTest}.
 */
@QuarkusTest
class VersionsTest {

  private static final String ORG = "versions";

  private final Enroller ada = Enroller.of(ORG, "ada");

  static Stream<ResourceType> types() {
    return World.types();
  }

  static Stream<ResourceType> created() {
    return World.created();
  }

  private int version(String path) {
    return Versioned.of(ada.api.get(path).statusCode(200));
  }

  @ParameterizedTest
  @MethodSource("created")
  void aNewResourceHasItsFirstVersionWhereverItIsShown(ResourceType type) {
    World world = new World(ORG);
    ValidatableResponse created = world.ada.create(world.least(type)).statusCode(201);
    assertThat(Versioned.of(created)).isZero();
    JsonNode meta = Json.of(created).at("/data/meta");
    String path = "/" + type.path() + "/" + Json.of(created).at("/data/id");
    ValidatableResponse read = world.ada.get(path);
    assertThat(Versioned.of(read)).isZero();
    String filter = "?filter[id]=" + Json.of(created).at("/data/id");
    ValidatableResponse listed = world.ada.get("/" + type.path() + filter);
    assertThat(Json.of(listed).at("/data/0/meta")).isEqualTo(meta);
    assertThat(listed.extract().header("ETag")).isNull();
  }

  @ParameterizedTest
  @MethodSource("types")
  void anAnswerThatShowsNoAttributesStillTellsTheVersion(ResourceType type) {
    World world = new World(ORG);
    String path = "/" + type.path() + "/" + world.existing(type) + "?fields[" + type + "]=";
    JsonNode meta =
        Json.of(world.ada.get(path + "&provideAuthorizationMeta=true")).at("/data/meta");
    assertThat(meta.fieldNames()).toIterable().containsExactly("canWrite", "canDelete", "version");
    assertThat(Versioned.of(world.ada.get(path))).isEqualTo(meta.path("version").intValue());
  }

  @Test
  void includedResourcesAndThoseCreatedTogetherHaveTheirsAndTheAnswerNoTag() {
    long sequence = ada.active("");
    ValidatableResponse many = ada.enrolAll(sequence, ada.prospects(3)).statusCode(201);
    assertThat(Json.of(many).at("/data").findValuesAsText("version"))
        .containsExactly("0", "0", "0");
    assertThat(many.extract().header("ETag")).isNull();
    JsonNode read = Json.of(ada.api.get("/sequences/" + sequence + "?include=sequenceStates"));
    assertThat(read.path("included").findValuesAsText("version")).hasSize(3);
  }

  @Test
  void rowsOfHistoryWhichNobodyWritesHaveNone() {
    long sequence = ada.active("");
    mailing(sequence);
    ValidatableResponse list =
        ada.api.get("/sequenceDailyStats?filter[sequence][id]=" + sequence).statusCode(200);
    JsonNode stat = Json.of(list).at("/data/0");
    ValidatableResponse one = ada.api.get(stat.at("/links/self").textValue()).statusCode(200);
    assertThat(stat.has("meta") || Json.of(one).path("data").has("meta")).isFalse();
    assertThat(one.extract().header("ETag")).isNull();
  }

  private long mailing(long sequence) {
    ResourceObject mailing = ResourceObject.of("mailing").with("state", "scheduled");
    return ada.api.created(mailing.to("sequence", "sequence", sequence));
  }

  @Test
  void everyActionIsAChangeAndOneThatChangesNothingIsNone() {
    long sequence = ada.active("");
    String path = "/sequences/" + sequence;
    for (String action : List.of("deactivate", "activate", "lock", "unlock")) {
      assertActs(path, action);
    }
    String state = "/sequenceStates/" + ada.enrolled(sequence, ada.prospect());
    for (String action : List.of("pause", "resume", "finish")) {
      assertActs(state, action);
    }
    long task = ada.api.created(ResourceObject.of("task").with("action", "call"));
    assertActs("/tasks/" + task, "markComplete");
  }

  private void assertActs(String path, String action) {
    int before = version(path);
    for (int again = 0; again < 2; again++) {
      ValidatableResponse done = ada.api.post(path + "/actions/" + action).statusCode(200);
      assertThat(Versioned.of(done)).as(action).isEqualTo(before + 1);
    }
    assertThat(version(path)).as(action).isEqualTo(before + 1);
  }

  @Test
  void whatMovesAlongWithAnotherResourceIsChangedOnce() {
    long sequence = ada.active("");
    long first = ada.call(sequence, 60);
    long second = ada.call(sequence, 60);
    String state = "/sequenceStates/" + ada.enrolled(sequence, ada.prospect());
    assertThat(version(state)).isZero();

    ada.patchStep(second, "\"order\":2").statusCode(200);
    assertThat(version("/sequenceSteps/" + first)).isEqualTo(1);
    assertThat(version("/sequenceSteps/" + second)).isEqualTo(1);
    ada.deactivate(sequence).statusCode(200);
    assertThat(version(state)).isEqualTo(1);
    ada.activate(sequence).statusCode(200);
    assertThat(version(state)).isEqualTo(2);
  }

  @Test
  void aProspectWhoLeavesChangesOnceAndSoDoesWhatTellsOfHim() {
    long prospect = ada.api.created(ResourceObject.of("prospect").with("firstName", "Pam"));
    String state = "/sequenceStates/" + ada.enrolled(ada.active(""), prospect);
    ada.api.post(state + "/actions/pause?actionParams[reason]=ill").statusCode(200);
    ResourceObject note = ResourceObject.of("task").with("action", "call").with("note", "Pam");
    String task = "/tasks/" + ada.api.created(note.to("prospect", "prospect", prospect));
    ada.api.delete("/prospects/" + prospect).statusCode(204);
    assertThat(version(state)).isEqualTo(2);
    assertThat(version(task)).isEqualTo(1);
  }

  @Test
  void anotherDefaultTakesTheOldOneAVersionOn() {
    Api eve = Api.of("versions-default", "eve");
    long before = Json.of(eve.get("/rulesets?filter[isDefault]=true")).at("/data/0/id").longValue();
    ResourceObject another = ResourceObject.of("ruleset").with("name", "r").with("isDefault", true);
    assertThat(Versioned.of(eve.create(another).statusCode(201))).isZero();
    assertThat(Versioned.of(eve.get("/rulesets/" + before))).isEqualTo(1);
  }

  @Test
  void figuresAndMomentsOfUseMoveNone() {
    long sequence = ada.active("");
    long prospect = ada.prospect();
    long state = ada.enrolled(sequence, prospect);
    List<String> paths =
        List.of("/sequences/" + sequence, "/prospects/" + prospect, "/sequenceStates/" + state);
    List<Integer> before = paths.stream().map(this::version).toList();
    ResourceObject mailing = ResourceObject.of("mailing").with("state", "scheduled");
    long id = ada.api.created(mailing.to("sequenceState", "sequenceState", state));
    Events.by(ada.api)
        .reportArray(
            Events.event(id, "delivered", "2026-03-01T10:00:00Z"),
            Events.event(id, "opened", "2026-03-01T10:01:00Z"),
            Events.event(id, "clicked", "2026-03-01T10:02:00Z"));
    ResourceObject call = ResourceObject.of("call").with("dialedAt", "2026-03-02T10:00:00Z");
    call.with("completedAt", "2026-03-02T10:00:00Z");
    ada.api.created(call.to("sequenceState", "sequenceState", state));
    ada.enrolled(sequence, ada.prospect());
    JsonNode after = Json.attributes(ada.api.get(paths.get(0)));
    assertThat(after.path("openCount").intValue()).isEqualTo(1);
    assertThat(after.path("lastUsedAt")).isNotEqualTo(after.path("updatedAt"));
    assertThat(paths.stream().map(this::version)).isEqualTo(before);
    // The events of an array are one change of the mailing itself.
    assertThat(version("/mailings/" + id)).isEqualTo(1);
  }

  @Test
  void aChangeBehindTheServicesBackShowsInTheVersionThatItSets() {
    long sequence = ada.api.createSequence("\"name\":\"s\"");
    Db.rows("update sequence set name = 't', version = version + 1 where id = ?", sequence);
    assertThat(version("/sequences/" + sequence)).isEqualTo(1);
  }
}
