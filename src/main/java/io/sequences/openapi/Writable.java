package io.sequences.openapi;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import java.util.List;

/** The part of a resource type that clients write. */
final class Writable {

  private Writable() {}

  static List<Attribute> attributes(ResourceType type) {
    return type.attributes().values().stream().filter(Attribute::writable).toList();
  }

  static List<Relationship.ToOne> relationships(ResourceType type) {
    return type.relationships().values().stream()
        .filter(Relationship.ToOne.class::isInstance)
        .map(Relationship.ToOne.class::cast)
        .filter(Relationship.ToOne::writable)
        .toList();
  }
}
