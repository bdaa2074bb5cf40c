package io.sequences.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.ResourceType;
import io.sequences.read.WireIds;
import java.util.List;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Ids as this deployment writes them, and as it understands them. */
record Ids(WireIds form) {

  /** The id of every resource in the examples. */
  static final long EXAMPLE = 18;

  /** The look of a cursor; clients take them from links. */
  static final String CURSOR = "eyJmIjoiUTNKbFlYUmxaQSIsImsiOlsxOF19";

  private static final String DIGITS = "^[1-9][0-9]*$";

  /** The id of a type's resource in the examples. */
  JsonNode example(ResourceType type) {
    if (!type.id().isColumn()) {
      return Samples.of(type.id().attribute());
    }
    return written(EXAMPLE);
  }

  /** The id of another resource, where an example has two. */
  JsonNode another() {
    return written(EXAMPLE + 1);
  }

  private JsonNode written(long id) {
    return switch (form) {
      case INTEGER -> JsonNodeFactory.instance.numberNode(id);
      case STRING -> JsonNodeFactory.instance.textNode(Long.toString(id));
    };
  }

  /** The id of an answer. */
  Schema answered(ResourceType type) {
    return form == WireIds.STRING && type.id().isColumn()
        ? JsonSchema.string(ResourceType.ID.description())
            .pattern(DIGITS)
            .examples(List.of(example(type)))
        : inPath(type);
  }

  /** The id of a request, where both forms are understood. */
  Schema understood() {
    return described(ResourceType.ID)
        .examples(List.of(EXAMPLE))
        .addType(SchemaType.STRING)
        .pattern(DIGITS);
  }

  /** The id of a path. */
  static Schema inPath(ResourceType type) {
    Schema schema = described(type.id().attribute());
    return type.id().isColumn() ? schema.examples(List.of(EXAMPLE)) : schema;
  }

  private static Schema described(Attribute id) {
    return JsonSchema.ofKeywords(id.type().schema()).description(id.description());
  }
}
