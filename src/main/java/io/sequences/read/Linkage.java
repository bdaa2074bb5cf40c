package io.sequences.read;

import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which resources the relationships of one document name. All of a document's parts share it: a
 * resource stands in a document once, and names what was included through it by whichever path.
 */
final class Linkage {

  private record Edge(ResourceType type, Relationship relationship) {}

  private final Map<Edge, Map<Object, List<Object>>> edges = new HashMap<>();

  /** Notes that the relationship was followed from these resources, with or without a target. */
  void follow(ResourceType type, Relationship relationship, List<Object> ids) {
    Map<Object, List<Object>> targets = targets(type, relationship);
    ids.forEach(id -> targets.put(id, new ArrayList<>()));
  }

  /** Notes one target of a resource from which the relationship was followed. */
  void add(ResourceType type, Relationship relationship, Object id, Object target) {
    targets(type, relationship).get(id).add(target);
  }

  /**
   * The targets that the resource names, in their order; null when it names none and is not asked
   * to.
   */
  List<Object> of(ResourceType type, Relationship relationship, Object id) {
    return targets(type, relationship).get(id);
  }

  private Map<Object, List<Object>> targets(ResourceType type, Relationship relationship) {
    return edges.computeIfAbsent(new Edge(type, relationship), edge -> new HashMap<>());
  }
}
