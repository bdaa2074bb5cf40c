package io.sequences.openapi;

import static io.sequences.openapi.JsonSchema.object;
import static io.sequences.openapi.JsonSchema.orNull;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** The schemas of the documents that clients send; a member they do not name is refused. */
final class RequestSchemas {

  private final Catalog catalog;
  private final Documents documents;
  private final Ids ids;

  RequestSchemas(Catalog catalog, Documents documents, Ids ids) {
    this.catalog = catalog;
    this.documents = documents;
    this.ids = ids;
  }

  /** The component that holds the document of a create or an update. */
  static String name(ResourceType type, Route route) {
    return ResourceSchemas.resource(type) + (route == Route.CREATE ? "Create" : "Update");
  }

  void add(Components components, ResourceType type) {
    for (Route route : Route.of(type)) {
      if (route.takesResource()) {
        components.addSchema(name(type, route), document(type, route));
      }
    }
  }

  private Schema document(ResourceType type, Route route) {
    boolean create = route == Route.CREATE;
    Schema attributes = attributes(type, create);
    boolean needsAttributes = create && attributes.getRequired() != null;
    Schema data =
        object(create ? "The new resource." : "What is to change; what is absent stays.")
            .required(needsAttributes ? List.of("type", "attributes") : List.of("type"))
            .addProperty("type", ResourceSchemas.typeName(type))
            .addProperty("attributes", attributes)
            .addProperty("relationships", relationships(type));
    if (!create) {
      data.addProperty("id", ids.understood());
    }
    return object("The document of a request to " + (create ? "create." : "update."))
        .required(List.of("data"))
        .addProperty("data", data)
        .examples(
            create
                ? List.of(documents.leastCreate(type), documents.fullCreate(type))
                : List.of(documents.update(type)));
  }

  private Schema attributes(ResourceType type, boolean create) {
    Schema schema = closed("The attributes to write.");
    for (Attribute attribute : Writable.attributes(type)) {
      schema.addProperty(attribute.name(), JsonSchema.of(attribute, Samples.of(attribute)));
      if (create && type.neededByCreate(attribute.name())) {
        schema.addRequired(attribute.name());
      }
    }
    return schema;
  }

  private Schema relationships(ResourceType type) {
    Schema schema = closed("The relationships to write.");
    for (Relationship.ToOne relationship : Writable.relationships(type)) {
      Schema identifier =
          object("Names the resource that it leads to.")
              .required(List.of("type", "id"))
              .addProperty("type", ResourceSchemas.typeName(catalog.target(relationship)))
              .addProperty("id", ids.understood());
      schema.addProperty(
          relationship.name(),
          object(relationship.description())
              .required(List.of("data"))
              .addProperty("data", relationship.nullable() ? orNull(identifier) : identifier)
              .examples(List.of(documents.relationship(relationship))));
    }
    return schema;
  }

  /** An object without members that the schema does not name. */
  private static Schema closed(String description) {
    return object(description)
        .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
  }
}
