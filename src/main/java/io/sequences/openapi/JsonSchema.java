package io.sequences.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sequences.catalog.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The few ways in which the schemas of the document are made. */
final class JsonSchema {

  /** How the description of an attribute begins that has a better one beside it. */
  private static final String DEPRECATED = "Deprecated";

  private JsonSchema() {}

  /** A reference to a schema among the components. */
  static Schema ref(String component) {
    return OASFactory.createSchema().ref("#/components/schemas/" + component);
  }

  static Schema string(String description) {
    return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
  }

  static Schema integer(String description) {
    return OASFactory.createSchema().addType(SchemaType.INTEGER).description(description);
  }

  static Schema bool(String description) {
    return OASFactory.createSchema().addType(SchemaType.BOOLEAN).description(description);
  }

  /** An absolute URL. */
  static Schema url(String description, String example) {
    return string(description).format("uri").examples(List.of(example));
  }

  static Schema array(Schema items, String description) {
    return OASFactory.createSchema()
        .addType(SchemaType.ARRAY)
        .items(items)
        .description(description);
  }

  static Schema object(String description) {
    return OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
  }

  /** The schema or null, the way of 3.1. */
  static Schema orNull(Schema schema) {
    return OASFactory.createSchema()
        .addAnyOf(schema)
        .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
  }

  /** The value of an attribute, in an answer as in a request. */
  static Schema of(Attribute attribute, JsonNode example) {
    Schema schema = ofKeywords(attribute.type().schema()).description(attribute.description());
    if (attribute.nullable()) {
      schema.addType(SchemaType.NULL);
      if (schema.getEnumeration() != null) {
        schema.addEnumeration(NullNode.getInstance());
      }
    }
    if (!attribute.writable()) {
      schema.readOnly(true);
    }
    if (attribute.description().startsWith(DEPRECATED)) {
      schema.deprecated(true);
    }
    return schema.examples(List.of(example));
  }

  /** The schema that these keywords of JSON Schema make, whichever they are. */
  static Schema ofKeywords(Map<?, ?> keywords) {
    Schema schema = OASFactory.createSchema();
    keywords.forEach(
        (keyword, value) -> {
          switch ((String) keyword) {
            case "type" ->
                schema.addType(SchemaType.valueOf(((String) value).toUpperCase(Locale.ROOT)));
            case "enum" -> schema.enumeration(new ArrayList<>((List<?>) value));
            case "examples" -> schema.examples(new ArrayList<>((List<?>) value));
            case "items" -> schema.items(ofKeywords((Map<?, ?>) value));
            default -> schema.set((String) keyword, value);
          }
        });
    return schema;
  }
}
