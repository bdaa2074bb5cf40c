package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import io.sequences.support.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A write that is bound to a version is done to that version or not at all. */
@QuarkusTest
class IfMatchTest {

  private static final String ORG = "if-match";

  private final Api ada = Api.of(ORG, "ada");

  /** Every write of one resource, of every type: the verb, or the name of an action. */
  static Stream<Arguments> writes() {
    List<Arguments> writes = new ArrayList<>();
    for (ResourceType type : World.types().toList()) {
      if (type.operations().contains(Operation.UPDATE)) {
        writes.add(Arguments.of(type, "PATCH"));
      }
      if (type.operations().contains(Operation.DELETE)) {
        writes.add(Arguments.of(type, "DELETE"));
      }
      type.actions().keySet().forEach(action -> writes.add(Arguments.of(type, action)));
    }
    ResourceType sequence = World.CATALOG.byName("sequence");
    writes.add(Arguments.of(sequence, "PATCH"));
    writes.add(Arguments.of(sequence, "DELETE"));
    sequence.actions().keySet().forEach(action -> writes.add(Arguments.of(sequence, action)));
    return writes.stream();
  }

  private static ValidatableResponse send(
      Api caller, ResourceType type, long id, String write, String... tags) {
    RequestSpecification request = caller.request();
    for (String tag : tags) {
      request.header("If-Match", tag);
    }
    String path = "/api/v2/" + type.path() + "/" + id;
    return switch (write) {
      case "DELETE" -> request.delete(path).then();
      case "PATCH" ->
          request
              .contentType(Api.JSON_API)
              .body(ResourceObject.of(type.name()).id(id).document())
              .patch(path)
              .then();
      default -> request.post(path + "/actions/" + write).then();
    };
  }

  private static long existing(World world, ResourceType type) {
    if (!type.name().equals("sequence")) {
      return world.existing(type);
    }
    long id = world.ada.createSequence("\"name\":\"s\"");
    world.sample.step(id);
    return id;
  }

  private static void assertDone(ValidatableResponse answer, String write) {
    answer.statusCode(write.equals("DELETE") ? 204 : 200);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("writes")
  void isDoneToTheVersionItNamesAndToNoOther(ResourceType type, String write) {
    World world = new World(ORG);
    long id = existing(world, type);
    String path = "/" + type.path() + "/" + id;
    ValidatableResponse read = world.ada.get(path);
    int version = Versioned.of(read);
    String tag = Versioned.tag(version);
    JsonNode before = Json.of(read);
    for (String stale : List.of(Versioned.tag(version + 1), "W/" + tag, "\"a\", \"b,c\"", "\"\"")) {
      Refusal.of(send(world.ada, type, id, write, stale), 412)
          .is("preconditionFailed")
          .header("If-Match")
          .saying(tag);
    }
    assertThat(Json.of(world.ada.get(path))).isEqualTo(before);
    assertDone(send(world.ada, type, id, write, tag), write);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "%s", "\"a\", %s", "%s,\"a\"", " ,, W/\"a\" , %s ,", "\"é\",%s"})
  void isDoneWhenOneOfTheTagsIsTheVersions(String tags) {
    long id = ada.createSequence("\"name\":\"s\"");
    ResourceType type = World.CATALOG.byName("sequence");
    assertDone(send(ada, type, id, "PATCH", tags.formatted("\"0\"")), "PATCH");
  }

  @Test
  void aHeaderThatComesTwiceIsOneList() {
    long id = ada.createSequence("\"name\":\"s\"");
    ResourceType type = World.CATALOG.byName("sequence");
    Refusal.of(send(ada, type, id, "PATCH", "\"7\"", "\"8\""), 412);
    assertDone(send(ada, type, id, "PATCH", "\"7\"", "\"0\""), "PATCH");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "0",
        "7\"",
        "\"7",
        "\"0\"\"1\"",
        "\"0\" \"1\"",
        "'*,\"0\"'",
        "** ",
        "w/\"0\"",
        "W/",
        "','",
        "\"a b\"",
        "W/ \"0\""
      })
  void aHeaderThatIsNoListOfTagsIsRefused(String header) {
    long id = ada.createSequence("\"name\":\"s\"");
    ResourceType type = World.CATALOG.byName("sequence");
    for (String write : List.of("PATCH", "DELETE", "lock")) {
      Refusal.of(send(ada, type, id, write, header), 400).is("malformedRequest").header("If-Match");
    }
  }

  @Test
  void whoMayNotSeeOrChangeTheResourceIsToldSoFirst() {
    World world = new World(ORG);
    Api bob = Api.of(ORG, "bob");
    Api stranger = Api.of("if-match-elsewhere", "sam");
    for (Arguments each : writes().toList()) {
      ResourceType type = (ResourceType) each.get()[0];
      String write = (String) each.get()[1];
      long id = existing(world, type);
      String missing = Refusal.of(send(stranger, type, 1L << 60, write, "\"99\""), 404).text();
      assertThat(Refusal.of(send(stranger, type, id, write, "\"99\""), 404).text())
          .isEqualTo(missing);
      assertThat(Refusal.of(send(world.ada, type, 1L << 60, write, "*"), 404).text())
          .isEqualTo(missing);
      if (type.name().equals("sequence")) {
        world.ada.post("/sequences/" + id + "/actions/lock").statusCode(200);
        Refusal.of(send(bob, type, id, write, "\"99\""), 403).is("unauthorizedRequest");
      }
    }
  }

  @Test
  void aCategoryOfOthersSequencesIsForbiddenAndNotStale() {
    World world = new World(ORG);
    ResourceType category = World.CATALOG.byName("contentCategory");
    long id = world.ada.created(world.least(category));
    ResourceObject membership = ResourceObject.of("contentCategoryMembership");
    membership.to("content", "sequence", world.target("sequence"));
    world.ada.created(membership.to("contentCategory", "contentCategory", id));
    world.ada.post("/sequences/" + world.target("sequence") + "/actions/lock").statusCode(200);
    Refusal.of(send(Api.of(ORG, "bob"), category, id, "DELETE", "\"99\""), 403);
  }

  @Test
  void isToldBeforeWhatIsWrongWithTheChange() {
    long id = ada.createSequence("\"name\":\"s\"");
    String body = Api.document("\"name\":null,\"sequenceType\":\"never\"");
    Refusal.of(patch(id, body, "\"99\""), 412).is("preconditionFailed");
    Refusal.of(patch(id, body, "\"0\""), 422).is("validationError");
    // What is no document at all, or of another resource, is not looked at with a resource in hand.
    Refusal.of(patch(id, "{", "\"99\""), 400);
    Refusal.of(patch(id, "{\"data\":{\"type\":\"user\"}}", "\"99\""), 409).is("conflict");
    Refusal.of(ada.request().header("If-Match", "\"99\"").delete(path(id)).then(), 412);
    ada.post("/sequences/" + id + "/actions/activate").statusCode(422);
    Refusal.of(
        ada.request().header("If-Match", "\"9\"").post(path(id) + "/actions/activate").then(), 412);
  }

  private static String path(long id) {
    return "/api/v2/sequences/" + id;
  }

  private ValidatableResponse patch(long id, String body, String tag) {
    return ada.request()
        .header("If-Match", tag)
        .contentType(Api.JSON_API)
        .body(body)
        .patch(path(id))
        .then();
  }

  @Test
  void readsAndCreatesDoNotMindItAndNoReadIsEverSpared() {
    long id = ada.createSequence("\"name\":\"s\"");
    ada.request().header("If-Match", "\"99\"").get(path(id)).then().statusCode(200);
    ada.request().header("If-None-Match", "\"0\"").get(path(id)).then().statusCode(200);
    ada.request().header("If-None-Match", "*").get(path(id)).then().statusCode(200);
    ada.request()
        .header("If-Match", "?")
        .contentType(Api.JSON_API)
        .body(Api.document("\"name\":\"s\""))
        .post("/api/v2/sequences")
        .then()
        .statusCode(201);
  }
}
