package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.Text;
import io.sequences.catalog.TextList;
import io.sequences.catalog.Whole;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/**
 * What a document may not bring is refused by its name, for every type and member of the catalogue.
 */
@QuarkusTest
class RefusedMembersTest {

  private World world;

  @BeforeEach
  void begin() {
    world = new World("refused-members");
  }

  @EachType
  void readOnlyAndUnknownMembersAreAllNamed(ResourceType type) {
    long id = world.existing(type);
    ResourceObject change = ResourceObject.of(type.name()).id(id).with("colour", 1);
    change.toNone("parent");
    List<String> pointers =
        new ArrayList<>(List.of("/data/attributes/colour", "/data/relationships/parent"));
    for (Attribute attribute : type.attributes().values()) {
      if (!attribute.writable()) {
        change.with(attribute.name(), null);
        pointers.add("/data/attributes/" + attribute.name());
      }
    }
    for (Relationship relationship : type.relationships().values()) {
      if (!World.relationships(type).contains(relationship)) {
        change.toNone(relationship.name());
        pointers.add("/data/relationships/" + relationship.name());
      }
    }
    Refusal.of(world.ada.change(change), 422)
        .is("validationError")
        .at(pointers.toArray(String[]::new));
  }

  @EachCreatedType
  void aCreateRefusesTheSame(ResourceType type) {
    Refusal.of(
            world.ada.create(
                world.least(type).with("createdAt", "2026-01-01T00:00:00Z").with("x", 1)),
            422)
        .is("validationError")
        .at("/data/attributes/createdAt", "/data/attributes/x");
  }

  /** The refusal of a change of one attribute, which it names. */
  private Refusal refuses(ResourceObject resource, Attribute attribute, Object value) {
    return Refusal.of(world.ada.change(resource.with(attribute.name(), value)), 422)
        .at("/data/attributes/" + attribute.name());
  }

  @EachType
  void nothingIsCoerced(ResourceType type) {
    long id = world.existing(type);
    for (Attribute attribute : World.writable(type)) {
      for (JsonNode wrong : ofOtherKinds(attribute)) {
        refuses(ResourceObject.of(type.name()).id(id), attribute, wrong).is("validationError");
      }
    }
  }

  /**
   * Values of every kind of JSON but the attribute's own; texts that read like the right one, too.
   */
  private static List<JsonNode> ofOtherKinds(Attribute attribute) {
    String own = (String) attribute.type().schema().get("type");
    List<JsonNode> values = new ArrayList<>();
    for (String kind : List.of("string", "integer", "boolean", "array", "object", "number")) {
      if (!kind.equals(own)) {
        values.add(
            Json.parse(
                switch (kind) {
                  case "string" -> own.equals("boolean") ? "\"true\"" : "\"5\"";
                  case "integer" -> "1";
                  case "boolean" -> "true";
                  case "array" -> "[\"a\"]";
                  case "object" -> "{}";
                  default -> "1.5";
                }));
      }
    }
    return values;
  }

  @EachType
  void lengthsCountCodePointsAndEndWhereTheCatalogueSays(ResourceType type) {
    long id = world.existing(type);
    for (Attribute attribute : World.writable(type)) {
      if (attribute.type() instanceof Text text && text.max() < Integer.MAX_VALUE) {
        // A Message-ID is counted in bytes as well: see MailingWriteTest.
        String character = attribute.name().equals("messageId") ? "m" : "😀";
        String longest = character.repeat(text.max());
        ResourceObject fits = ResourceObject.of(type.name()).id(id).with(attribute.name(), longest);
        assertThat(
                Json.attributes(world.ada.change(fits).statusCode(200))
                    .path(attribute.name())
                    .textValue())
            .isEqualTo(longest);
        refuses(ResourceObject.of(type.name()).id(id), attribute, longest + character)
            .is("validationDataTooLongError");
      }
    }
  }

  @EachType
  void boundsOfNumbersAndListsHold(ResourceType type) {
    long id = world.existing(type);
    for (Attribute attribute : World.writable(type)) {
      List<Object> outside = new ArrayList<>();
      if (attribute.type() instanceof Whole whole) {
        outside.addAll(List.of(whole.min() - 1, whole.max() + 1, Long.MAX_VALUE));
        outside.add(Json.parse("123456789012345678901234567890"));
      }
      if (attribute.type() instanceof TextList list) {
        outside.add(List.of("a", "a"));
        outside.add(List.of(" "));
        outside.add(List.of(1));
        outside.add(Collections.singletonList(null));
        outside.add(
            Stream.iterate(0, i -> i + 1).limit(list.maxItems() + 1L).map(i -> "t" + i).toList());
      }
      for (Object value : outside) {
        refuses(ResourceObject.of(type.name()).id(id), attribute, value).is("validationError");
      }
    }
  }

  @EachType
  void whatCannotBeStoredIsRefused(ResourceType type) {
    long id = world.existing(type);
    for (Attribute attribute : World.writable(type)) {
      if (attribute.type() instanceof Text) {
        refuses(ResourceObject.of(type.name()).id(id), attribute, "a\0b");
      }
    }
  }

  @EachCreatedType
  void whatACreateNeedsIsNamed(ResourceType type) {
    List<String> pointers = new ArrayList<>();
    for (String name : type.attributes().keySet()) {
      if (type.neededByCreate(name)) {
        pointers.add("/data/attributes/" + name);
      }
    }
    for (String name : type.relationships().keySet()) {
      if (type.neededByCreate(name)) {
        pointers.add("/data/relationships/" + name);
      }
    }
    ResourceObject empty = ResourceObject.of(type.name());
    if (pointers.isEmpty()) {
      world.ada.create(empty).statusCode(201);
    } else {
      Refusal.of(world.ada.create(empty), 422)
          .is("validationError")
          .at(pointers.toArray(String[]::new))
          .saying("A new " + type.name() + " needs its ");
    }
  }

  @EachType
  void whatACreateSetForGoodNoUpdateChanges(ResourceType type) {
    long id = world.existing(type);
    for (Relationship.ToOne relationship : World.relationships(type)) {
      if (type.fixed(relationship.name())) {
        String target = relationship.target();
        ResourceObject change = ResourceObject.of(type.name()).id(id);
        change.to(relationship.name(), target, world.target(target));
        Refusal.of(world.ada.change(change), 422)
            .is("validationError")
            .at("/data/relationships/" + relationship.name())
            .saying("for good");
      }
    }
  }
}
