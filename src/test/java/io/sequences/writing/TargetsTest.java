package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Operation;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Api;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A relationship to what is not there, is another organisation's or is hidden gets the same answer.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetsTest {

  private static final String ORG = "targets";

  private final Api bob = Api.of(ORG, "bob");
  private World world;
  private World hidden;
  private World foreign;

  static Stream<Arguments> relationships() {
    return World.types()
        .flatMap(
            type ->
                World.relationships(type).stream().map(each -> Arguments.of(type, each.name())));
  }

  @BeforeEach
  void begin() {
    if (world == null) {
      world = new World(ORG);
      hidden = World.hidden(ORG);
      foreign = new World("other-targets");
    }
  }

  private static boolean hangsOnSequence(String target) {
    return Set.of("sequence", "sequenceStep", "sequenceState", "task").contains(target);
  }

  @ParameterizedTest
  @MethodSource("relationships")
  void ofACreate(ResourceType type, String name) {
    Relationship.ToOne relationship = type.toOne(name);
    String target = relationship.target();
    Set<String> answers = new LinkedHashSet<>();
    for (Object id :
        List.of(
            0,
            -1,
            4_000_000_000L,
            "99999999999999999999999",
            "x",
            "01",
            "",
            foreign.target(target))) {
      answers.add(refused(world.least(type), name, target, id));
    }
    if (hangsOnSequence(target)) {
      answers.add(refused(world.least(type), name, target, hidden.target(target)));
    }
    assertThat(answers).hasSize(1);
  }

  private String refused(ResourceObject resource, String name, String target, Object id) {
    return Refusal.of(bob.create(resource.to(name, target, id)), 422)
        .is("validationError")
        .at("/data/relationships/" + name)
        .saying("There is no such " + target + ".")
        .text();
  }

  @ParameterizedTest
  @MethodSource("relationships")
  void ofAnUpdate(ResourceType type, String name) {
    if (type.fixed(name)) {
      return;
    }
    long id = world.existing(type);
    String target = type.toOne(name).target();
    for (Object missing : List.of(0, 4_000_000_000L, "9".repeat(30), foreign.target(target))) {
      ResourceObject change = ResourceObject.of(type.name()).id(id).to(name, target, missing);
      Refusal.of(bob.change(change), 422)
          .at("/data/relationships/" + name)
          .saying("There is no such " + target + ".");
    }
  }

  @ParameterizedTest
  @MethodSource("relationships")
  void ofAnotherType(ResourceType type, String name) {
    ResourceObject wrong = world.least(type).to(name, "mailing", 1);
    Refusal.of(bob.create(wrong), 422)
        .at("/data/relationships/" + name)
        .saying("The relationship leads to '" + type.toOne(name).target() + "'.");
  }

  @ParameterizedTest
  @MethodSource("relationships")
  void whatNeedsALeadMustNotBeNull(ResourceType type, String name) {
    if (type.toOne(name).nullable()) {
      bob.create(world.least(type).toNone(name)).statusCode(201);
    } else {
      Refusal.of(bob.create(world.least(type).toNone(name)), 422)
          .at("/data/relationships/" + name)
          .saying("must not be null");
    }
  }

  @EachType
  void anotherOrganisationsResourceIsNotThere(ResourceType type) {
    long id = foreign.existing(type);
    Refusal.of(bob.change(ResourceObject.of(type.name()).id(id)), 404)
        .is("resourceNotFound")
        .saying("There is no such " + type.name() + ".");
    if (type.operations().contains(Operation.DELETE)) {
      Refusal.of(bob.delete("/" + type.path() + "/" + id), 404).is("resourceNotFound");
    }
    for (String action : type.actions().keySet()) {
      Refusal.of(bob.post("/" + type.path() + "/" + id + "/actions/" + action), 404)
          .is("resourceNotFound");
    }
    foreign.ada.get("/" + type.path() + "/" + id).statusCode(200);
  }

  @Test
  void rulesTellNothingOfAHiddenSequence() {
    Api ada = Api.of(ORG, "ada-who-hides");
    long sequence =
        ada.createSequence(
            "\"name\":\"s\",\"shareType\":\"private\",\"sequenceType\":\"date\",\"maxActivations\":1");
    long prospect = ada.created(ResourceObject.of("prospect").with("firstName", "p"));
    long category = ada.created(ResourceObject.of("contentCategory").with("name", "c"));
    ResourceObject state =
        ResourceObject.of("sequenceState")
            .to("sequence", "sequence", sequence)
            .to("prospect", "prospect", prospect);
    ResourceObject membership =
        ResourceObject.of("contentCategoryMembership")
            .to("content", "sequence", sequence)
            .to("contentCategory", "contentCategory", category);
    ada.created(state);
    ada.created(membership);
    ResourceObject step =
        ResourceObject.of("sequenceStep")
            .with("stepType", "call")
            .with("interval", 0)
            .with("order", 99)
            .to("sequence", "sequence", sequence);
    Refusal.of(bob.create(state), 422).at("/data/relationships/sequence").saying("no such");
    Refusal.of(bob.create(step), 422).at("/data/relationships/sequence").saying("no such");
    Refusal.of(bob.create(membership), 422).at("/data/relationships/content").saying("no such");
  }
}
