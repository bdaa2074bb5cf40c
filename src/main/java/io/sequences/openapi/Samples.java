package io.sequences.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sequences.catalog.Attribute;
import java.util.List;
import java.util.Map;

/**
 * A value for every attribute, made from the schema of its type and the same on every start: what
 * differs between attributes follows from their names.
 */
final class Samples {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Figures stay below this, so that they look like somebody's. */
  private static final int LARGEST = 400;

  /** The same for all, so that no example was changed before it was created. */
  private static final String MOMENT = "2025-01-13T12:47:31.000Z";

  private static final String DAY = MOMENT.substring(0, 10);

  private static final String ADDRESS = "ada@example.com";

  /** Where what the type allows says too little: how high a place is, what goes with intervals. */
  private static final Map<String, JsonNode> OF_NAMES =
      Map.of("order", JSON.numberNode(1), "sequenceType", JSON.textNode("interval"));

  /** A key that is one, of which nobody has the other half. */
  private static final String PUBLIC_KEY =
      """
      -----BEGIN PUBLIC KEY-----
      MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsDaKRpq4lubPNVotIEzK
      Pz+LhYhF4GMbkMlH8XVeFQmCQR7TK8Pvk9gg+v/OrPnNqnE4zUYnTr9SXnyV0tOc
      PBeHrC5MSHHyxZbRQCjmqGiBH8i7xSJO1JO5bnIXugdc1tZXGBjKcaPavsOwneyC
      Pgsm+NxWqRCcgDN8zkKoXPj+6A5/Es59ZOTkBtIUDVg9Q/cn21DVdyj8JSyTU8kC
      qzEIGQwsGnvneAovNC+OQyONoIjnlVwvrwPcZAfr8Mq62+6S102iD/d7nJ+PJFFN
      HalEZ/kzH/zizKMm2Dr0Jtq+R2I0DE7LvDeHYkQyEOVmwzhI0SMqdnCFZmVD0nkm
      sQIDAQAB
      -----END PUBLIC KEY-----
      """;

  private static final Map<String, String> TEXTS =
      Map.of(
          "email", ADDRESS,
          "emails", ADDRESS,
          "address", ADDRESS,
          "html", "<p>Hello Ada,</p>",
          "tags", "Tier 1",
          "scopes", "sequences.read",
          "keys", PUBLIC_KEY,
          "guid", "3f0c6a52-7d0e-4b7a-9a38-5b1f6f1f9d3e",
          "token", "q7uO2m3c0pXkzJ5n8Yw1Vt6bRr4eLg9aHdSfIiTUoEM");

  private Samples() {}

  /** A value that the attribute may have. */
  static JsonNode of(Attribute attribute) {
    JsonNode named = OF_NAMES.get(attribute.name());
    return named == null ? value(attribute.name(), attribute.type().schema()) : named;
  }

  /** The value as the text of a filter that asks for it. */
  static String filterFor(Attribute attribute) {
    JsonNode value = of(attribute);
    return value.isArray() ? value.get(0).asText() : value.asText();
  }

  private static JsonNode value(String name, Map<?, ?> schema) {
    if (schema.get("examples") instanceof List<?> examples) {
      return JSON.textNode((String) examples.get(0));
    }
    if (schema.get("enum") instanceof List<?> words) {
      return JSON.textNode((String) words.get(0));
    }
    return switch ((String) schema.get("type")) {
      case "boolean" -> JSON.booleanNode(true);
      case "integer" -> JSON.numberNode(whole(name, schema));
      case "number" -> JSON.numberNode(number(name) / 4.0);
      case "array" -> JSON.arrayNode().add(value(name, (Map<?, ?>) schema.get("items")));
      default -> JSON.textNode(text(name, schema));
    };
  }

  private static long whole(String name, Map<?, ?> schema) {
    long least = ((Number) schema.get("minimum")).longValue();
    Number maximum = (Number) schema.get("maximum");
    long most = maximum == null ? Long.MAX_VALUE : maximum.longValue();
    return Math.min(most, least + number(name));
  }

  /** By the last word of the name where that says what a text looks like. */
  private static String text(String name, Map<?, ?> schema) {
    if (schema.get("format") instanceof String format) {
      return format.equals("date") ? DAY : MOMENT;
    }
    String spaced = Words.spaced(name);
    String lastWord = spaced.substring(spaced.lastIndexOf(' ') + 1);
    String text = TEXTS.getOrDefault(lastWord, "Sample " + spaced);
    return schema.get("maxLength") instanceof Integer most && text.length() > most
        ? text.substring(0, most)
        : text;
  }

  private static int number(String name) {
    return Math.floorMod(name.hashCode(), LARGEST);
  }
}
