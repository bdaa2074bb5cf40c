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

  private final Map<Edge, Map<Long, List<Long>>> edges = new HashMap<>();

  /** Notes that the relationship was followed from these resources, with or without a target. */
  void follow(ResourceType type, Relationship relationship, List<Long> ids) {
    Map<Long, List<Long>> targets = targets(type, relationship);
    ids.forEach(id -> targets.put(id, new ArrayList<>()));
  }

  /** Notes one target of a resource from which the relationship was followed. */
  void add(ResourceType type, Relationship relationship, long id, long target) {
    targets(type, relationship).get(id).add(target);
  }

  /**
   * The targets that the resource names, in their order; null when it names none and is not asked
   * to.
   */
  List<Long> of(ResourceType type, Relationship relationship, long id) {
    return targets(type, relationship).get(id);
  }

  private Map<Long, List<Long>> targets(ResourceType type, Relationship relationship) {
    return edges.computeIfAbsent(new Edge(type, relationship), edge -> new HashMap<>());
  }
}
