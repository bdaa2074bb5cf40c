package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.support.AtOnce;
import io.sequences.support.Json;
import io.sequences.support.ResourceObject;
import io.sequences.support.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Several clients at once: nothing is lost, nothing fails unforeseen. */
@QuarkusTest
class ConcurrentChangesTest {

  private static final String ORG = "concurrent-changes";

  @EachType
  void ofChangesOfDifferentAttributesNoneIsLost(ResourceType type) throws Exception {
    World world = new World(ORG);
    long id = world.existing(type);
    ResourceObject all = ResourceObject.of(type.name());
    List<Callable<Integer>> requests = new ArrayList<>();
    for (Attribute attribute : World.writable(type)) {
      Object value = World.value(type, attribute, 1);
      all.with(attribute.name(), value);
      ResourceObject change = ResourceObject.of(type.name()).id(id).with(attribute.name(), value);
      requests.add(() -> world.ada.change(change).extract().statusCode());
    }
    if (!requests.isEmpty()) {
      assertThat(AtOnce.send(requests)).containsOnly(200);
    }
    JsonNode after = Json.attributes(world.ada.get("/" + type.path() + "/" + id));
    Json.assertHas(after, Json.parse(all.document()).at("/data/attributes"));
  }

  @EachType
  void ofManyDeletesOneIsDone(ResourceType type) throws Exception {
    if (type.operations().contains(Operation.DELETE)) {
      World world = new World(ORG);
      String path = "/" + type.path() + "/" + world.existing(type);
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        requests.add(() -> world.ada.delete(path).extract().statusCode());
      }
      assertThat(AtOnce.send(requests)).containsOnly(204, 404).containsOnlyOnce(204);
    }
  }

  @Test
  void theDefaultRulesetMovesAndIsNeverLost() throws Exception {
    World world = new World(ORG);
    for (int round = 0; round < 5; round++) {
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ResourceObject another =
            ResourceObject.of("ruleset").with("name", "r").with("isDefault", true);
        requests.add(() -> world.ada.create(another).extract().statusCode());
        long id = world.ada.created(ResourceObject.of("ruleset").with("name", "r"));
        ResourceObject change = ResourceObject.of("ruleset").id(id).with("isDefault", true);
        requests.add(() -> world.ada.change(change).extract().statusCode());
      }
      assertThat(AtOnce.send(requests)).containsOnly(200, 201);
      assertThat(Resources.ids(world.ada, "/rulesets?filter[isDefault]=true")).hasSize(1);
    }
  }

  @Test
  void aSequenceIsFiledUnderACategoryOnceHoweverManyAsk() throws Exception {
    World world = new World(ORG);
    long category = world.sample.category("c");
    ResourceObject membership =
        ResourceObject.of("contentCategoryMembership")
            .to("content", "sequence", world.target("sequence"))
            .to("contentCategory", "contentCategory", category);
    List<Callable<Integer>> requests = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      requests.add(() -> world.ada.create(membership).extract().statusCode());
    }
    assertThat(AtOnce.send(requests)).containsOnly(201, 422).containsOnlyOnce(201);
  }

  @Test
  void aMessageIdNamesOneMailingHoweverManyAsk() throws Exception {
    World world = new World(ORG);
    List<Callable<Integer>> requests = new ArrayList<>();
    ResourceObject mailing = ResourceObject.of("mailing").with("messageId", "<once@a>");
    for (int i = 0; i < 16; i++) {
      requests.add(() -> world.ada.create(mailing).extract().statusCode());
    }
    assertThat(AtOnce.send(requests)).isSubsetOf(201, 409, 422).containsOnlyOnce(201);
  }

  @Test
  void callsMailingsAndAnErasureOfOneProspectAtOnceLeaveNothingOfThePerson() throws Exception {
    World world = new World(ORG);
    for (int round = 0; round < 5; round++) {
      long prospect = world.ada.created(ResourceObject.of("prospect").with("firstName", "Pam"));
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        for (ResourceObject each :
            List.of(
                ResourceObject.of("mailing").with("bodyText", "Dear Pam"),
                ResourceObject.of("call")
                    .with("note", "Pam")
                    .with("dialedAt", "2026-03-01T10:00:00Z"),
                ResourceObject.of("task").with("note", "Pam").with("action", "call"))) {
          each.to("prospect", "prospect", prospect)
              .to("sequence", "sequence", world.target("sequence"));
          requests.add(() -> world.ada.create(each).extract().statusCode());
        }
      }
      requests.add(7, () -> world.ada.delete("/prospects/" + prospect).extract().statusCode());
      assertThat(AtOnce.send(requests)).isSubsetOf(201, 204, 422).containsOnlyOnce(204);
      for (String left :
          List.of("mailings?filter[bodyText]=", "calls?filter[note]=", "tasks?filter[note]=")) {
        String path = "/" + left + "__notnull__&filter[prospect][id]=" + prospect;
        assertThat(Resources.ids(world.ada, path)).as(left).isEmpty();
      }
    }
  }
}
