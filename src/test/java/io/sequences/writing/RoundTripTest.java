package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/**
 * What a client writes of any type is what it then reads: by the catalogue, so that no member is
 * left out.
 */
@QuarkusTest
class RoundTripTest {

  /** What follows from writing something else. */
  private static final Set<String> FOLLOWING =
      Set.of("updatedAt", "optedOutAt", "completedAt", "stateChangedAt", "name");

  private World world;

  @BeforeEach
  void begin() {
    world = new World("round-trip");
  }

  private JsonNode read(ResourceType type, long id) {
    return Json.of(world.ada.get("/" + type.path() + "/" + id).statusCode(200)).path("data");
  }

  @EachCreatedType
  void aCreateKeepsEverything(ResourceType type) {
    ResourceObject sent = world.full(type);
    JsonNode answer = Json.of(world.ada.create(sent).statusCode(201)).path("data");
    assertKept(answer, Json.parse(sent.document()).path("data"));
    assertThat(read(type, answer.path("id").longValue())).isEqualTo(answer);
  }

  private JsonNode changed(ResourceObject change) {
    return Json.of(world.ada.change(change).statusCode(200)).path("data");
  }

  private static void assertKept(JsonNode answer, JsonNode sent) {
    for (String members : new String[] {"attributes", "relationships"}) {
      Json.assertHas(answer.path(members), sent.path(members));
    }
  }

  @EachType
  void anUpdateOfOneAttributeChangesItAlone(ResourceType type) {
    long id = world.filled(type);
    for (Attribute attribute : World.writable(type)) {
      JsonNode before = read(type, id);
      ResourceObject change = ResourceObject.of(type.name()).id(id);
      change.with(attribute.name(), World.value(type, attribute, 1));
      JsonNode after = changed(change);
      assertKept(after, Json.parse(change.document()).path("data"));
      assertThat(without(after, attribute.name())).isEqualTo(without(before, attribute.name()));
      assertThat(version(after)).as(attribute.name()).isEqualTo(version(before) + 1);
      assertThat(read(type, id)).isEqualTo(after);
    }
  }

  private static JsonNode without(JsonNode resource, String attribute) {
    ObjectNode copy = resource.deepCopy();
    ObjectNode attributes = (ObjectNode) copy.path("attributes");
    attributes.remove(attribute);
    attributes.remove(FOLLOWING);
    copy.remove("meta");
    return copy;
  }

  private static int version(JsonNode resource) {
    return resource.at("/meta/version").intValue();
  }

  @EachType
  void anUpdateOfOneRelationshipChangesItAlone(ResourceType type) {
    long id = world.existing(type);
    for (Relationship.ToOne relationship : World.relationships(type)) {
      if (type.fixed(relationship.name())) {
        continue;
      }
      String target = relationship.target();
      long other =
          target.equals("contentCategory") ? world.sample.category("o") : world.target(target);
      ResourceObject change = ResourceObject.of(type.name()).id(id);
      change.to(relationship.name(), target, other);
      JsonNode after = changed(change);
      assertKept(after, Json.parse(change.document()).path("data"));
      if (relationship.nullable()) {
        ResourceObject clear = ResourceObject.of(type.name()).id(id).toNone(relationship.name());
        JsonNode cleared = changed(clear);
        assertThat(cleared.at("/relationships/" + relationship.name() + "/data").isNull()).isTrue();
        assertThat(version(cleared)).isEqualTo(version(after) + 1);
      }
    }
  }

  @EachType
  void nullClearsWhatMayBeNullAndIsRefusedElsewhere(ResourceType type) {
    long id = world.filled(type);
    for (Attribute attribute : World.writable(type)) {
      ResourceObject change = ResourceObject.of(type.name()).id(id).with(attribute.name(), null);
      boolean once = type.name().equals("mailing") && attribute.name().equals("scheduledAt");
      if (attribute.nullable() && !once) {
        JsonNode after = Json.attributes(world.ada.change(change).statusCode(200));
        assertThat(after.path(attribute.name()).isNull()).as(attribute.name()).isTrue();
      } else {
        Refusal.of(world.ada.change(change), 422)
            .is("validationError")
            .at("/data/attributes/" + attribute.name());
      }
    }
  }

  @EachType
  void aChangeThatChangesNothingLeavesTheMomentOfTheLastUpdate(ResourceType type) {
    long id = world.existing(type);
    JsonNode before = read(type, id);
    ResourceObject same = ResourceObject.of(type.name()).id(id);
    for (Attribute attribute : World.writable(type)) {
      JsonNode value = before.path("attributes").path(attribute.name());
      if (!value.isNull()) {
        same.with(attribute.name(), value);
      }
    }
    JsonNode after = changed(same);
    assertThat(after).isEqualTo(before);
  }

  @EachCreatedType
  void aCreateThatBringsLeastHasTheDefaultsOfTheDocumentation(ResourceType type) {
    JsonNode data = Json.of(world.ada.create(world.least(type)).statusCode(201)).path("data");
    JsonNode defaults = new ObjectMapper().valueToTree(Defaults.of(type.name()));
    for (Attribute attribute : World.writable(type)) {
      if (!type.neededByCreate(attribute.name())) {
        JsonNode value = data.path("attributes").path(attribute.name());
        assertThat(value).as(attribute.name()).isEqualTo(expected(defaults, attribute.name()));
      }
    }
    assertThat(data.at("/attributes/createdAt")).isEqualTo(data.at("/attributes/updatedAt"));
  }

  private static JsonNode expected(JsonNode defaults, String attribute) {
    return defaults.has(attribute) ? defaults.get(attribute) : Json.parse("null");
  }
}
