package io.sequences.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sequences.support.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bodies near a valid one: it is changed in a few members, and then, now and then, in bytes. */
final class HostileDocument {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Chance chance;

  HostileDocument(Chance chance) {
    this.chance = chance;
  }

  byte[] near(String valid) {
    JsonNode document = Json.parse(valid);
    for (int times = chance.below(4); times > 0; times--) {
      document = changed(document);
    }
    String text = document.toString();
    if (chance.oneIn(12)) {
      text = text.replaceFirst("\"(\\w+)\":", "\"$1\":1,\"$1\":");
    }
    return spoiled(text.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode changed(JsonNode document) {
    List<JsonNode> containers = new ArrayList<>();
    collect(document, containers);
    if (containers.isEmpty() || chance.oneIn(40)) {
      return value(document, 0);
    }
    JsonNode container = chance.of(containers);
    if (container instanceof ObjectNode object) {
      change(object, document);
    } else if (container instanceof ArrayNode array) {
      array.insert(chance.below(array.size() + 1), value(document, 0));
    }
    return document;
  }

  private void change(ObjectNode object, JsonNode document) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.isEmpty() || chance.oneIn(8) ? chance.text() : chance.of(names);
    switch (chance.below(5)) {
      case 0 -> object.remove(name);
      case 1 ->
          object.set(chance.text(), object.path(name).isMissingNode() ? null : object.get(name));
      default -> object.set(name, value(document, 0));
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  /** Of any kind; a piece of the document itself, too. */
  private JsonNode value(JsonNode document, int depth) {
    return switch (chance.below(depth > 3 ? 6 : 10)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(chance.oneIn(2));
      case 2 -> NODES.numberNode(chance.below(10) - 2);
      case 3 ->
          NODES.numberNode(
              new BigDecimal(
                  chance.of(
                      List.of(
                          "1.5",
                          "1E+400",
                          "-0.0",
                          "9223372036854775808",
                          "1E-400",
                          "2147483648"))));
      case 4, 5, 6 -> NODES.textNode(chance.text());
      case 7 -> NODES.arrayNode().add(value(document, depth + 1)).add(value(document, depth + 1));
      case 8 -> NODES.objectNode().set(chance.text(), value(document, depth + 1));
      default -> document.deepCopy();
    };
  }

  private byte[] spoiled(byte[] bytes) {
    byte[] spoiled = bytes;
    if (chance.oneIn(6)) {
      for (int times = chance.below(4); times >= 0 && spoiled.length > 0; times--) {
        spoiled[chance.below(spoiled.length)] = (byte) chance.below(256);
      }
    }
    return chance.oneIn(20)
        ? java.util.Arrays.copyOf(spoiled, chance.below(spoiled.length + 1))
        : spoiled;
  }
}
