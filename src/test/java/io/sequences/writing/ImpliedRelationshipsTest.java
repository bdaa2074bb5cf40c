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

  private static long related(JsonNode document, String relationship) {
    return document.at("/data/relationships/" + relationship + "/data/id").longValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "task", "call"})
  void aSequenceStateBringsItsSequenceAndProspect(String type) {
    World world = new World(ORG);
    ResourceObject sent =
        blank(type).to("sequenceState", "sequenceState", world.target("sequenceState"));
    JsonNode answer = Json.of(bob.create(sent).statusCode(201));
    assertThat(related(answer, "sequence")).isEqualTo(world.target("sequence"));
    assertThat(related(answer, "prospect")).isEqualTo(world.target("prospect"));
    assertThat(answer.at("/data/relationships/sequenceStep/data").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "task", "call"})
  void aStepBringsItsSequence(String type) {
    World world = new World(ORG);
    ResourceObject sent =
        blank(type).to("sequenceStep", "sequenceStep", world.target("sequenceStep"));
    JsonNode answer = Json.of(bob.create(sent).statusCode(201));
    assertThat(related(answer, "sequence")).isEqualTo(world.target("sequence"));
    assertThat(answer.at("/data/relationships/prospect/data").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "call"})
  void aTaskBringsAllThatItHas(String type) {
    World world = new World(ORG);
    long task =
        bob.created(
            blank("task")
                .to("sequenceState", "sequenceState", world.target("sequenceState"))
                .to("sequenceStep", "sequenceStep", world.target("sequenceStep")));
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
    ResourceObject other =
        blank(type).to("task", "task", task).to("sequence", "sequence", world.target("sequence"));
    Refusal.of(bob.create(other), 422)
        .at("/data/relationships/sequence")
        .saying("The task is of another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "task", "call"})
  void whatContradictsIsNamed(String type) {
    World one = new World(ORG);
    World two = new World(ORG);
    ResourceObject sent =
        blank(type)
            .to("sequenceState", "sequenceState", one.target("sequenceState"))
            .to("sequence", "sequence", two.target("sequence"))
            .to("prospect", "prospect", two.target("prospect"));
    Refusal.of(bob.create(sent), 422)
        .is("validationError")
        .at("/data/relationships/sequence", "/data/relationships/prospect")
        .saying("The sequenceState is of another ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailing", "task", "call"})
  void twoThatContradictEachOtherPointAtWhatTheDocumentHas(String type) {
    World one = new World(ORG);
    World two = new World(ORG);
    ResourceObject sent =
        blank(type)
            .to("sequenceState", "sequenceState", one.target("sequenceState"))
            .to("sequenceStep", "sequenceStep", two.target("sequenceStep"));
    Refusal.of(bob.create(sent), 422)
        .at("/data/relationships/sequenceStep")
        .saying("The sequenceStep is of another sequence");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequenceState", "sequenceStep", "task"})
  void whatIsHiddenImpliesNothing(String name) {
    World hidden = World.hidden(ORG);
    World open = new World(ORG);
    ResourceObject sent =
        blank("mailing")
            .to(name, name, hidden.target(name))
            .to("sequence", "sequence", open.target("sequence"))
            .to("prospect", "prospect", open.target("prospect"));
    String there =
        Refusal.of(bob.create(sent), 422)
            .at("/data/relationships/" + name)
            .saying("no such")
            .text();
    ResourceObject none =
        blank("mailing")
            .to(name, name, 4_000_000_000L)
            .to("sequence", "sequence", open.target("sequence"))
            .to("prospect", "prospect", open.target("prospect"));
    assertThat(Refusal.of(bob.create(none), 422).text()).isEqualTo(there);
  }

  @Test
  void whatHangsOnAForbiddenSequenceByImplicationPointsAtWhatImpliedIt() {
    World world = new World(ORG);
    world
        .ada
        .patchSequence(world.target("sequence"), "\"shareType\":\"read_only\"")
        .statusCode(200);
    ResourceObject sent =
        blank("mailing").to("sequenceState", "sequenceState", world.target("sequenceState"));
    Refusal.of(bob.create(sent), 403)
        .is("unauthorizedRequest")
        .at("/data/relationships/sequenceState");
  }
}
