package io.sequences.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All manifests of an installation, and how they find one another.
 *
 * @param overlay its name, or base
 */
record Manifests(String overlay, List<ObjectNode> all) {

  static final Path KUBERNETES = Yaml.DEPLOY.resolve("kubernetes");
  static final Path BASE = KUBERNETES.resolve("base");

  /** Where an overlay, or the base, is. */
  static Path folder(String overlay) {
    return overlay.equals("base") ? BASE : KUBERNETES.resolve("overlays").resolve(overlay);
  }

  static Manifests of(String overlay) {
    return new Manifests(overlay, new Kustomization(folder(overlay)).manifests());
  }

  /**
   * Something that makes pods.
   *
   * @param template of its pods
   */
  record Workload(String kind, String name, JsonNode spec, JsonNode template) {

    JsonNode pod() {
      return template.path("spec");
    }

    List<JsonNode> containers() {
      return Yaml.items(pod().path("containers"));
    }

    /** Whether any of its containers has a port of this name. */
    boolean hasPort(String name) {
      return containers().stream()
          .flatMap(container -> Yaml.items(container.path("ports")).stream())
          .anyMatch(port -> port.path("name").asText().equals(name));
    }

    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  List<ObjectNode> kind(String kind) {
    return all.stream().filter(manifest -> manifest.path("kind").asText().equals(kind)).toList();
  }

  /** The one of this kind and name. */
  ObjectNode named(String kind, String name) {
    return kind(kind).stream()
        .filter(manifest -> name(manifest).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no " + kind + " " + name));
  }

  static String name(JsonNode manifest) {
    return manifest.path("metadata").path("name").asText();
  }

  List<Workload> workloads() {
    List<Workload> workloads = new ArrayList<>();
    for (ObjectNode manifest : all) {
      JsonNode spec = manifest.path("spec");
      if (spec.has("template")) {
        workloads.add(
            new Workload(
                manifest.path("kind").asText(), name(manifest), spec, spec.path("template")));
      }
    }
    return workloads;
  }

  Workload workload(String kind, String name) {
    return workloads().stream()
        .filter(workload -> workload.kind().equals(kind) && workload.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no " + kind + " " + name));
  }

  /** Whose pods have all of these labels. */
  List<Workload> selectedBy(JsonNode labels) {
    return workloads().stream()
        .filter(workload -> has(workload.template().path("metadata").path("labels"), labels))
        .toList();
  }

  static boolean has(JsonNode labels, JsonNode wanted) {
    return !wanted.isEmpty()
        && wanted.properties().stream()
            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
  }

  @Override
  public String toString() {
    return overlay;
  }
}
