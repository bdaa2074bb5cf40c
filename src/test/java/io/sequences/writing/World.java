package io.sequences.writing;

import io.sequences.app.ResourceTypes;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Choice;
import io.sequences.catalog.Flag;
import io.sequences.catalog.Moment;
import io.sequences.catalog.Operation;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.TextList;
import io.sequences.catalog.ValueType;
import io.sequences.catalog.Whole;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.ResourceObject;
import io.sequences.support.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An organisation in which every relationship has something to lead to, and what its user ada may
 * write of each type, by the catalogue.
 */
final class World {

  static final Catalog CATALOG = ResourceTypes.catalog();

  /** The sequence, its steps and its states are tested on their own. */
  private static final Set<String> ELSEWHERE = Set.of("sequence", "sequenceStep", "sequenceState");

  final Api ada;
  final Sample sample;
  private final String organisation;
  private final Map<String, Long> targets = new HashMap<>();

  World(String organisation) {
    this.organisation = organisation;
    this.ada = Api.of(organisation, "ada");
    this.sample = Sample.of(organisation);
    long sequence = ada.createSequence("\"name\":\"s\"");
    fill(sequence);
  }

  /** A world whose sequence, and all that hangs on it, is private to ada. */
  static World hidden(String organisation) {
    World world = new World(organisation);
    world.ada.patchSequence(world.target("sequence"), "\"shareType\":\"private\"").statusCode(200);
    return world;
  }

  private void fill(long sequence) {
    long prospect = sample.prospect("p");
    targets.put("sequence", sequence);
    targets.put("prospect", prospect);
    targets.put("sequenceStep", sample.step(sequence));
    targets.put("sequenceState", sample.state(sequence, prospect, "active"));
    targets.put("task", sample.task(sequence));
    targets.put("user", Db.user(organisation, "ada"));
    targets.put(
        "ruleset",
        Db.number("select id from ruleset where org_id = ? and is_default", sample.org()));
    targets.put("contentCategory", sample.category("c"));
  }

  static Stream<ResourceType> types() {
    return CATALOG.types().stream()
        .filter(type -> !type.operations().isEmpty() && !ELSEWHERE.contains(type.name()));
  }

  static Stream<ResourceType> created() {
    return types().filter(type -> type.operations().contains(Operation.CREATE));
  }

  static List<Attribute> writable(ResourceType type) {
    return type.attributes().values().stream().filter(Attribute::writable).toList();
  }

  static List<Relationship.ToOne> relationships(ResourceType type) {
    return type.relationships().values().stream()
        .filter(each -> each instanceof Relationship.ToOne toOne && toOne.writable())
        .map(Relationship.ToOne.class::cast)
        .toList();
  }

  long target(String type) {
    return targets.get(type);
  }

  /** What a create of the type must bring, and nothing else. */
  ResourceObject least(ResourceType type) {
    ResourceObject resource = ResourceObject.of(type.name());
    for (Attribute attribute : writable(type)) {
      if (type.neededByCreate(attribute.name())) {
        resource.with(attribute.name(), value(type, attribute, 0));
      }
    }
    for (Relationship.ToOne relationship : relationships(type)) {
      if (type.neededByCreate(relationship.name())) {
        lead(resource, relationship);
      }
    }
    return resource;
  }

  /** Everything that a create of the type may bring. */
  ResourceObject full(ResourceType type) {
    ResourceObject resource = ResourceObject.of(type.name());
    writable(type).forEach(each -> resource.with(each.name(), value(type, each, 0)));
    relationships(type).forEach(each -> lead(resource, each));
    return resource;
  }

  /** Leads somewhere; a membership to a category of its own, since it is there once. */
  private void lead(ResourceObject resource, Relationship.ToOne relationship) {
    String target = relationship.target();
    long id = target.equals("contentCategory") ? sample.category("c") : target(target);
    resource.to(relationship.name(), target, id);
  }

  /** A resource of the type: a new one, or the user herself, whom no create makes. */
  long existing(ResourceType type) {
    return type.name().equals("user") ? target("user") : ada.created(least(type));
  }

  /** The same with everything in it that a create may bring. */
  long filled(ResourceType type) {
    return type.name().equals("user") ? target("user") : ada.created(full(type));
  }

  /** One of two different values that a client may write, as JSON has it. */
  static Object value(ResourceType type, Attribute attribute, int which) {
    ValueType<?> kind = attribute.type();
    if (type.name().equals("mailing") && attribute.name().equals("state")) {
      return which == 0 ? "drafted" : "queued";
    }
    if (kind instanceof Choice choice) {
      return choice.words().get(which == 0 ? 0 : choice.words().size() - 1);
    }
    if (kind instanceof Flag) {
      return attribute.name().equals("isDefault") == (which == 1);
    }
    if (kind instanceof Whole) {
      return 7 + which;
    }
    if (kind instanceof Moment) {
      return "2026-03-0" + (1 + which) + "T10:00:00.123Z";
    }
    if (kind instanceof TextList) {
      return which == 0 ? List.of("b", "a😀") : List.of("Zoë");
    }
    return "Zoë 😀 " + UUID.randomUUID();
  }
}
