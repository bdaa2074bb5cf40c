package io.sequences.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All resource types of the service. Building it checks that the declarations fit together. */
public final class Catalog {

  private final Map<String, ResourceType> byName = new LinkedHashMap<>();
  private final Map<String, ResourceType> byPath = new LinkedHashMap<>();

  /**
   * Collects the types; refuses, with a sentence for the developer, a declaration that leads
   * nowhere.
   */
  public Catalog(List<ResourceType> types) {
    for (ResourceType type : types) {
      check(byName.put(type.name(), type) == null, type, "is declared twice");
      check(byPath.put(type.path(), type) == null, type, "has a path declared twice");
    }
    types.forEach(this::check);
  }

  /** All types, in the order of their declaration. */
  public Collection<ResourceType> types() {
    return byName.values();
  }

  /** The type of this name, or null. */
  public ResourceType byName(String name) {
    return byName.get(name);
  }

  /** The type whose collection has this path segment, or null. */
  public ResourceType byPath(String path) {
    return byPath.get(path);
  }

  /** The type that a relationship leads to. */
  public ResourceType target(Relationship relationship) {
    return byName.get(relationship.target());
  }

  private void check(ResourceType type) {
    type.implied()
        .forEach(
            (via, names) -> {
              for (String name : names) {
                boolean both =
                    target(type.toOne(via)).relationships().containsKey(name)
                        && type.relationships().containsKey(name);
                check(both, type, via + " implies " + name + ", which not both of them have");
              }
            });
    for (Map.Entry<String, String> narrowed : type.unlessFiltered().entrySet()) {
      Attribute attribute = type.attribute(narrowed.getKey());
      check(attribute != null, type, "is narrowed by an unknown attribute " + narrowed.getKey());
      attribute.type().fromFilter(narrowed.getValue());
    }
    boolean read = type.id().isColumn() || type.operations().isEmpty();
    check(read, type, "is written, and has an id that no row can be given");
    for (Relationship relationship : type.relationships().values()) {
      String where = "relationship " + relationship.name() + " ";
      ResourceType target = target(relationship);
      check(target != null, type, where + "leads to no type");
      check(target.id().isColumn(), type, where + "leads to an id that no column holds");
      check(type.attribute(relationship.name()) == null, type, where + "has an attribute's name");
      for (String path : relationship.filterPaths()) {
        Attribute attribute = target.attribute(path);
        check(attribute != null, type, where + "filters by an unknown attribute " + path);
        boolean stored = attribute.source() instanceof Source.Stored;
        check(stored, type, where + "filters by " + path + ", which is no column");
      }
      if (relationship instanceof Relationship.Many many) {
        check(type.id().isColumn(), type, where + "has an inverse that could hold no id");
        boolean back =
            target.relationships().get(many.inverse()) instanceof Relationship.ToOne inverse
                && inverse.target().equals(type.name())
                && inverse.filterPaths().contains(ResourceType.ID.name());
        check(back, type, where + "has no inverse that its link could filter by");
      }
    }
  }

  private static void check(boolean holds, ResourceType type, String fault) {
    if (!holds) {
      throw new IllegalStateException("Resource type " + type.name() + ": " + fault);
    }
  }
}
