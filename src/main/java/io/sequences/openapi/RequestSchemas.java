package io.sequences.openapi;

import static io.sequences.openapi.JsonSchema.object;
import static io.sequences.openapi.JsonSchema.orNull;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.RequestDocument;
import java.util.ArrayList;
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
    List<Object> examples =
        create
            ? List.of(documents.leastCreate(type), documents.fullCreate(type))
            : List.of(documents.update(type));
    return object("The document of a request to " + (create ? "create." : "update."))
        .required(List.of("data"))
        .addProperty("data", Writable.isBulk(type, route) ? bulk(type) : data(type, route))
        .examples(examples);
  }

  /** One resource object, or an array of them. */
  private Schema bulk(ResourceType type) {
    Schema several =
        JsonSchema.array(data(type, Route.CREATE), "Several, of which all are created, or none.");
    return OASFactory.createSchema()
        .addOneOf(data(type, Route.CREATE))
        .addOneOf(several.minItems(1).maxItems(RequestDocument.MOST));
  }

  private Schema data(ResourceType type, Route route) {
    boolean create = route == Route.CREATE;
    Schema attributes = attributes(type, create);
    Schema relationships = relationships(type, route);
    List<String> required = new ArrayList<>(List.of("type"));
    if (attributes.getRequired() != null) {
      required.add("attributes");
    }
    if (relationships.getRequired() != null) {
      required.add("relationships");
    }
    Schema data =
        object(create ? "The new resource." : "What is to change; what is absent stays.")
            .required(required)
            .addProperty("type", ResourceSchemas.typeName(type))
            .addProperty("attributes", attributes)
            .addProperty("relationships", relationships);
    if (!create) {
      data.addProperty("id", ids.understood());
    }
    return data;
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

  private Schema relationships(ResourceType type, Route route) {
    Schema schema = closed("The relationships to write.");
    for (Relationship.ToOne relationship : Writable.relationships(type, route)) {
      if (route == Route.CREATE && type.neededByCreate(relationship.name())) {
        schema.addRequired(relationship.name());
      }
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
