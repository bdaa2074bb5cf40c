package io.sequences.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Lays a patch over a manifest as kustomize does: objects field by field, null takes a field away,
 * lists of plain values are exchanged. Of lists of objects, Kubernetes merges some by a key and
 * exchanges others; only those that the overlays patch are known here, and a patch of another one
 * fails.
 */
final class StrategicMerge {

  private static final Set<String> EXCHANGED = Set.of("metrics");

  private StrategicMerge() {}

  /** Changes the target. */
  static void apply(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              JsonNode value = field.getValue();
              JsonNode present = target.get(name);
              if (name.startsWith("$")) {
                throw new IllegalArgumentException("directive " + name + " is not understood here");
              }
              if (value.isNull()) {
                target.remove(name);
              } else if (value instanceof ObjectNode change && present instanceof ObjectNode old) {
                apply(old, change);
              } else {
                if (present != null && hasObjects(present) && !EXCHANGED.contains(name)) {
                  throw new IllegalArgumentException("it is not known how to merge " + name);
                }
                target.set(name, value.deepCopy());
              }
            });
  }

  private static boolean hasObjects(JsonNode value) {
    return value.isArray() && Yaml.items(value).stream().anyMatch(JsonNode::isObject);
  }
}
