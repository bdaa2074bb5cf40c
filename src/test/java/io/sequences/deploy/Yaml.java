package io.sequences.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** YAML files as trees, and shorthands to walk about in these. */
final class Yaml {

  static final Path DEPLOY = Path.of("deploy");

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Yaml() {}

  /** The documents of a file. */
  static List<ObjectNode> documents(Path file) {
    return documents(text(file));
  }

  /** The documents of a text, each of which is an object. */
  static List<ObjectNode> documents(String text) {
    try {
      List<ObjectNode> documents = new ArrayList<>();
      MAPPER
          .readerFor(JsonNode.class)
          .<JsonNode>readValues(text)
          .forEachRemaining(document -> documents.add((ObjectNode) document));
      return documents;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The files of a folder, without those of folders in it. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The items of a list, or nothing where there is none. */
  static List<JsonNode> items(JsonNode list) {
    List<JsonNode> items = new ArrayList<>();
    list.forEach(items::add);
    return items;
  }

  /** All objects in a tree that have this field, at any depth: the values of the field. */
  static List<JsonNode> all(JsonNode tree, String field) {
    return tree.findValues(field);
  }
}
