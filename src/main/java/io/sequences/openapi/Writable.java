package io.sequences.openapi;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Operation;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import java.util.List;

/** The part of a resource type that clients write. */
final class Writable {

  private Writable() {}

  /** Whether a route takes one resource or several. */
  static boolean isBulk(ResourceType type, Route route) {
    return route == Route.CREATE && type.operations().contains(Operation.CREATE_MANY);
  }

  static List<Attribute> attributes(ResourceType type) {
    return type.attributes().values().stream().filter(Attribute::writable).toList();
  }

  /** Whether it is a text that can be too long. */
  static boolean isBounded(Attribute attribute) {
    return attribute.type().schema().containsKey("maxLength");
  }

  /** What a create, or an update, may set. */
  static List<Relationship.ToOne> relationships(ResourceType type, Route route) {
    return type.relationships().values().stream()
        .filter(Relationship.ToOne.class::isInstance)
        .map(Relationship.ToOne.class::cast)
        .filter(Relationship.ToOne::writable)
        .filter(each -> route == Route.CREATE || !type.fixed(each.name()))
        .toList();
  }
}
