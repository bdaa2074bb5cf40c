package io.sequences.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
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

  ValueNode example() {
    return switch (form) {
      case INTEGER -> JsonNodeFactory.instance.numberNode(EXAMPLE);
      case STRING -> JsonNodeFactory.instance.textNode(Long.toString(EXAMPLE));
    };
  }

  /** The id of an answer. */
  Schema answered() {
    return switch (form) {
      case INTEGER -> integer();
      case STRING ->
          JsonSchema.string(ResourceType.ID.description())
              .pattern(DIGITS)
              .examples(List.of(example()));
    };
  }

  /** The id of a request, where both forms are understood. */
  Schema understood() {
    return integer().addType(SchemaType.STRING).pattern(DIGITS);
  }

  /** The id of a path. */
  Schema integer() {
    return JsonSchema.ofKeywords(ResourceType.ID.type().schema())
        .description(ResourceType.ID.description())
        .examples(List.of(EXAMPLE));
  }
}
