package io.sequences.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What kustomize would make of a folder, as far as the folders here go: resources, patches in files
 * that are merged strategically, ConfigMaps made of files, and names of images. Anything else in a
 * kustomization.yaml fails.
 */
final class Kustomization {

  private static final String FILE = "kustomization.yaml";

  private static final Set<String> UNDERSTOOD =
      Set.of(
          "apiVersion",
          "kind",
          "resources",
          "configMapGenerator",
          "generatorOptions",
          "patches",
          "images");

  private final Path folder;
  private final ObjectNode document;

  /** Reads the kustomization.yaml of a folder. */
  Kustomization(Path folder) {
    this.folder = folder;
    this.document = only(folder.resolve(FILE));
    document
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!UNDERSTOOD.contains(name)) {
                throw new IllegalArgumentException(name + " is not understood here");
              }
            });
  }

  ObjectNode document() {
    return document;
  }

  /** The files in the folder that it names, and its own. */
  Set<Path> files() {
    Set<Path> files = new TreeSet<>(Set.of(folder.resolve(FILE)));
    resources().stream().filter(Files::isRegularFile).forEach(files::add);
    files.addAll(patches());
    document.path("configMapGenerator").forEach(made -> files.addAll(sources(made)));
    return files;
  }

  /** All manifests as they would be applied. */
  List<ObjectNode> manifests() {
    List<ObjectNode> manifests = new ArrayList<>();
    for (Path resource : resources()) {
      manifests.addAll(
          Files.isDirectory(resource)
              ? new Kustomization(resource).manifests()
              : Yaml.documents(resource));
    }
    document.path("configMapGenerator").forEach(made -> manifests.add(configMap(made)));
    patches().forEach(file -> apply(only(file), manifests));
    document.path("images").forEach(image -> manifests.forEach(manifest -> name(image, manifest)));
    Set<String> names = new TreeSet<>();
    manifests.forEach(
        manifest -> {
          if (!names.add(identity(manifest))) {
            throw new IllegalArgumentException(identity(manifest) + " is there twice");
          }
        });
    return manifests;
  }

  /** Some versions of kustomize take no more than one patch from a file. */
  private static ObjectNode only(Path file) {
    List<ObjectNode> documents = Yaml.documents(file);
    if (documents.size() != 1) {
      throw new IllegalArgumentException(file + " has not one document");
    }
    return documents.get(0);
  }

  private List<Path> resources() {
    return Yaml.items(document.path("resources")).stream()
        .map(resource -> folder.resolve(resource.asText()).normalize())
        .toList();
  }

  private List<Path> patches() {
    List<Path> patches = new ArrayList<>();
    for (JsonNode patch : document.path("patches")) {
      if (patch.size() != 1 || !patch.path("path").isTextual()) {
        throw new IllegalArgumentException(patch + " is not understood here");
      }
      patches.add(folder.resolve(patch.path("path").asText()));
    }
    return patches;
  }

  private List<Path> sources(JsonNode made) {
    return Yaml.items(made.path("files")).stream()
        .map(file -> folder.resolve(file.asText()))
        .toList();
  }

  private ObjectNode configMap(JsonNode made) {
    if (!document.path("generatorOptions").path("disableNameSuffixHash").asBoolean()) {
      throw new IllegalArgumentException("names with a hash are not understood here");
    }
    ObjectNode map = Yaml.object().put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").put("name", made.path("name").asText());
    ObjectNode data = map.putObject("data");
    sources(made).forEach(file -> data.put(file.getFileName().toString(), Yaml.text(file)));
    return map;
  }

  private static void apply(ObjectNode patch, List<ObjectNode> manifests) {
    ObjectNode target =
        manifests.stream()
            .filter(manifest -> identity(manifest).equals(identity(patch)))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("nothing to patch: " + identity(patch)));
    if (patch.path("$patch").asText().equals("delete")) {
      manifests.remove(target);
    } else {
      StrategicMerge.apply(target, patch);
    }
  }

  private static void name(JsonNode image, JsonNode manifest) {
    for (JsonNode container :
        manifest.findValues("containers").stream()
            .flatMap(containers -> Yaml.items(containers).stream())
            .toList()) {
      if (container.path("image").equals(image.path("name"))) {
        ((ObjectNode) container)
            .put("image", image.path("newName").asText() + ":" + image.path("newTag").asText());
      }
    }
  }

  private static String identity(JsonNode manifest) {
    return "%s %s %s"
        .formatted(
            manifest.path("apiVersion").asText(),
            manifest.path("kind").asText(),
            manifest.path("metadata").path("name").asText());
  }
}
