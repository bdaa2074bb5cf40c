package io.sequences.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * Lays a patch over a manifest as kustomize does: objects field by field, null takes a field away,
 * lists of plain values are exchanged. Of lists of objects, Kubernetes merges some by a key and
 * exchanges others; only those that the overlays patch are known here, and a patch of another one
 * fails.
 */
final class StrategicMerge {

  private static final Set<String> EXCHANGED = Set.of("metrics");

  /** Lists that are merged, and by which field of their items. */
  private static final Map<String, String> MERGED =
      Map.of("containers", "name", "volumes", "name", "volumeMounts", "mountPath");

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
              } else if (present instanceof ArrayNode old && MERGED.containsKey(name)) {
                value.forEach(item -> merge(old, (ObjectNode) item, MERGED.get(name)));
              } else {
                if (present != null && hasObjects(present) && !EXCHANGED.contains(name)) {
                  throw new IllegalArgumentException("it is not known how to merge " + name);
                }
                target.set(name, value.deepCopy());
              }
            });
  }

  private static void merge(ArrayNode list, ObjectNode item, String key) {
    for (JsonNode present : list) {
      if (present.path(key).equals(item.path(key))) {
        apply((ObjectNode) present, item);
        return;
      }
    }
    list.add(item.deepCopy());
  }

  private static boolean hasObjects(JsonNode value) {
    return value.isArray() && Yaml.items(value).stream().anyMatch(JsonNode::isObject);
  }
}
