package io.sequences.deploy;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                merge(old, (ArrayNode) value, MERGED.get(name));
              } else {
                if (present != null && hasObjects(present) && !EXCHANGED.contains(name)) {
                  throw new IllegalArgumentException("it is not known how to merge " + name);
                }
                target.set(name, value.deepCopy());
              }
            });
  }

  /** What the patch names comes first, in its order. */
  private static void merge(ArrayNode list, ArrayNode patch, String key) {
    List<JsonNode> left = Yaml.items(list);
    list.removeAll();
    for (JsonNode item : patch) {
      Optional<JsonNode> present =
          left.stream().filter(each -> each.path(key).equals(item.path(key))).findFirst();
      present.ifPresent(each -> apply((ObjectNode) each, (ObjectNode) item));
      list.add(present.orElseGet(item::deepCopy));
    }
    Set<JsonNode> named = Yaml.items(patch).stream().map(i -> i.path(key)).collect(toSet());
    left.stream().filter(each -> !named.contains(each.path(key))).forEach(list::add);
  }

  private static boolean hasObjects(JsonNode value) {
    return value.isArray() && Yaml.items(value).stream().anyMatch(JsonNode::isObject);
  }
}
