package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What follows from a sequence state, a step or a task need not be said, and must not be
 * contradicted.
 */
@QuarkusTest
class ImpliedRelationshipsTest {

  private static final String ORG = "implied";

  private final Api bob = Api.of(ORG, "bob");

  private static ResourceObject blank(String type) {
    ResourceObject resource = ResourceObject.of(type);
    return type.equals("task") ? resource.with("action", "call") : resource;
  }

  /** Lets it lead to those of this world. */
  private static ResourceObject leading(ResourceObject from, World world, String... names) {
    for (String name : names) {
      from.to(name, name, world.target(name));
    }
    return from;
  }

  private static long related(JsonNode document, String relationship) {
    return document.at("/data/relationships/" + relationship + "/data/id").longValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "task", "call"})
  void aSequenceStateBringsItsSequenceAndProspect(String type) {
    World world = new World(ORG);
    ResourceObject sent = leading(blank(type), world, "sequenceState");
    JsonNode answer = Json.of(bob.create(sent).statusCode(201));
    assertThat(related(answer, "sequence")).isEqualTo(world.target("sequence"));
    assertThat(related(answer, "prospect")).isEqualTo(world.target("prospect"));
    assertThat(answer.at("/data/relationships/sequenceStep/data").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "task", "call"})
  void aStepBringsItsSequence(String type) {
    World world = new World(ORG);
    ResourceObject sent = leading(blank(type), world, "sequenceStep");
    JsonNode answer = Json.of(bob.create(sent).statusCode(201));
    assertThat(related(answer, "sequence")).isEqualTo(world.target("sequence"));
    assertThat(answer.at("/data/relationships/prospect/data").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "call"})
  void aTaskBringsAllThatItHas(String type) {
    World world = new World(ORG);
    long task = bob.created(leading(blank("task"), world, "sequenceState", "sequenceStep"));
    JsonNode answer = Json.of(bob.create(blank(type).to("task", "task", task)).statusCode(201));
    for (String name : new String[] {"sequence", "sequenceState", "sequenceStep", "prospect"}) {
      assertThat(related(answer, name)).as(name).isEqualTo(world.target(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "call"})
  void aTaskOfNoSequenceTakesNone(String type) {
    World world = new World(ORG);
    long task = bob.created(blank("task"));
    bob.create(blank(type).to("task", "task", task)).statusCode(201);
    ResourceObject other = leading(blank(type).to("task", "task", task), world, "sequence");
    Refusal.of(bob.create(other), 422)
        .at("/data/relationships/sequence")
        .saying("The task is of another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "task", "call"})
  void whatContradictsIsNamed(String type) {
    ResourceObject sent = leading(blank(type), new World(ORG), "sequenceState");
    leading(sent, new World(ORG), "sequence", "prospect");
    Refusal.of(bob.create(sent), 422)
        .is("validationError")
        .at("/data/relationships/sequence", "/data/relationships/prospect")
        .saying("The sequenceState is of another ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "task", "call"})
  void twoThatContradictEachOtherPointAtWhatTheDocumentHas(String type) {
    ResourceObject sent = leading(blank(type), new World(ORG), "sequenceState");
    leading(sent, new World(ORG), "sequenceStep");
    Refusal.of(bob.create(sent), 422)
        .at("/data/relationships/sequenceStep")
        .saying("The sequenceStep is of another sequence");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequenceState", "sequenceStep", "task"})
  void whatIsHiddenImpliesNothing(String name) {
    World open = new World(ORG);
    ResourceObject hidden = leading(blank("mailing"), World.hidden(ORG), name);
    String there =
        Refusal.of(bob.create(leading(hidden, open, "sequence", "prospect")), 422)
            .at("/data/relationships/" + name)
            .saying("no such")
            .text();
    ResourceObject none = blank("mailing").to(name, name, 4_000_000_000L);
    assertThat(Refusal.of(bob.create(leading(none, open, "sequence", "prospect")), 422).text())
        .isEqualTo(there);
  }

  @Test
  void whatHangsOnAForbiddenSequenceByImplicationPointsAtWhatImpliedIt() {
    World world = new World(ORG);
    world
        .ada
        .patchSequence(world.target("sequence"), "\"shareType\":\"read_only\"")
        .statusCode(200);
    ResourceObject sent = leading(blank("mailing"), world, "sequenceState");
    Refusal.of(bob.create(sent), 403)
        .is("unauthorizedRequest")
        .at("/data/relationships/sequenceState");
  }
}
