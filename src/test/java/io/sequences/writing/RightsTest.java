package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who writes what: {@code canWrite} and {@code canDelete} say exactly what a write then answers.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {

  private static final String ORG = "rights";

  private static final Map<String, Api> CALLERS =
      Map.of(
          "creator", Api.of(ORG, "ada"),
          "other", Api.of(ORG, "bob"),
          "admin", Api.admin(ORG, "root"),
          "reader", Api.withScopes(ORG, "ada", scopes("read")),
          "writer", Api.withScopes(ORG, "ada", scopes("read") + " " + scopes("write")),
          "deleter", Api.withScopes(ORG, "ada", scopes("read") + " " + scopes("delete")));

  private static String scopes(String word) {
    return String.join(
        " ", World.CATALOG.types().stream().map(type -> type.path() + "." + word).toList());
  }

  /** How the sequence stands that a resource hangs on. */
  enum Sharing {
    SHARED("\"shareType\":\"shared\"", false),
    READ_ONLY("\"shareType\":\"read_only\"", false),
    LOCKED("\"shareType\":\"shared\"", true);

    private final String attribute;
    private final boolean locked;

    Sharing(String attribute, boolean locked) {
      this.attribute = attribute;
      this.locked = locked;
    }

    boolean changeableByAll() {
      return this == SHARED;
    }

    private World begin() {
      World world = new World(ORG);
      long sequence = world.target("sequence");
      world.ada.patchSequence(sequence, attribute).statusCode(200);
      if (locked) {
        world.ada.post("/sequences/" + sequence + "/actions/lock").statusCode(200);
      }
      return world;
    }
  }

  private final Map<Sharing, World> worlds = new EnumMap<>(Sharing.class);

  private World world(Sharing sharing) {
    return worlds.computeIfAbsent(sharing, Sharing::begin);
  }

  static Stream<Arguments> cells() {
    return World.types()
        .flatMap(
            type ->
                Stream.of(Sharing.values())
                    .flatMap(
                        sharing ->
                            CALLERS.keySet().stream()
                                .map(who -> Arguments.of(type, sharing, who))));
  }

  /** A resource of the type that hangs on the world's sequence, if its type can. */
  private static ResourceObject hanging(World world, ResourceType type) {
    ResourceObject least = world.least(type);
    return type.relationships().containsKey("sequence")
        ? least.to("sequence", "sequence", world.target("sequence"))
        : least;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void whatTheMetaSaysIsWhatAWriteAnswers(ResourceType type, Sharing sharing, String who) {
    World world = world(sharing);
    Api caller = CALLERS.get(who);
    long id =
        type.name().equals("user") ? world.existing(type) : world.ada.created(hanging(world, type));
    String path = "/" + type.path() + "/" + id;
    JsonNode meta =
        Json.of(caller.get(path + "?provideAuthorizationMeta=true").statusCode(200))
            .at("/data/meta");

    expect(
        meta.path("canWrite").booleanValue(),
        caller.change(ResourceObject.of(type.name()).id(id)),
        200);
    for (String action : type.actions().keySet()) {
      expect(meta.path("canWrite").booleanValue(), caller.post(path + "/actions/" + action), 200);
    }
    if (type.operations().contains(Operation.DELETE)) {
      expect(meta.path("canDelete").booleanValue(), caller.delete(path), 204);
    } else {
      assertThat(meta.path("canDelete").booleanValue()).isFalse();
      Refusal.of(caller.delete(path), 405).is("methodNotAllowed");
    }
  }

  private static void expect(boolean permitted, ValidatableResponse answer, int done) {
    answer.statusCode(permitted ? done : 403);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aCreateIsPermittedWhereAChangeIs(ResourceType type, Sharing sharing, String who) {
    if (!type.operations().contains(Operation.CREATE)) {
      Refusal.of(CALLERS.get(who).create(ResourceObject.of(type.name())), 405);
      return;
    }
    World world = world(sharing);
    ValidatableResponse answer = CALLERS.get(who).create(hanging(world, type));
    boolean hangs =
        type.relationships().containsKey("sequence") || type.relationships().containsKey("content");
    if (List.of("reader", "deleter").contains(who)) {
      Refusal.of(answer, 403).is("unauthorizedOauthScope").saying("'" + type.path() + ".write'");
    } else if (hangs && who.equals("other") && !sharing.changeableByAll()) {
      String name = type.relationships().containsKey("content") ? "content" : "sequence";
      Refusal.of(answer, 403).is("unauthorizedRequest").at("/data/relationships/" + name);
    } else {
      answer.statusCode(201);
    }
  }

  /** The scope of writing does not grant reading: the answer to a write is shown all the same. */
  @EachType
  void theScopeOfAWriteIsEnoughForIt(ResourceType type) {
    World world = world(Sharing.SHARED);
    Api writer = Api.withScopes(ORG, "ada", type.path() + ".write");
    writer.change(ResourceObject.of(type.name()).id(world.existing(type))).statusCode(200);
    if (type.operations().contains(Operation.CREATE)) {
      writer.create(world.least(type)).statusCode(201);
    }
    if (type.operations().contains(Operation.DELETE)) {
      Api.withScopes(ORG, "ada", type.path() + ".delete")
          .delete("/" + type.path() + "/" + world.existing(type))
          .statusCode(204);
    }
  }
}
