package io.sequences.openapi;

import static io.sequences.openapi.JsonSchema.array;
import static io.sequences.openapi.JsonSchema.integer;
import static io.sequences.openapi.JsonSchema.object;
import static io.sequences.openapi.JsonSchema.orNull;
import static io.sequences.openapi.JsonSchema.ref;
import static io.sequences.openapi.JsonSchema.string;
import static io.sequences.openapi.JsonSchema.url;

import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** The schemas of a resource as answers show it, and of the documents around it. */
final class ResourceSchemas {

  private final Components components;
  private final Documents documents;
  private final Ids ids;

  ResourceSchemas(Components components, Documents documents, Ids ids) {
    this.components = components;
    this.documents = documents;
    this.ids = ids;
  }

  /** The component that holds the resource object of a type. */
  static String resource(ResourceType type) {
    return Words.capitalised(type.name());
  }

  /** The component that holds the document with one resource. */
  static String document(ResourceType type) {
    return resource(type) + "Document";
  }

  /** The component that holds a page of the collection. */
  static String collection(ResourceType type) {
    return resource(type) + "Collection";
  }

  /** The component that holds the document with several resources that a create has made. */
  static String created(ResourceType type) {
    return resource(type) + "Created";
  }

  static String identifier(String type) {
    return Words.capitalised(type) + "Identifier";
  }

  void add(ResourceType type) {
    String name = resource(type);
    components
        .addSchema(identifier(type.name()), identifierSchema(type))
        .addSchema(name + "Attributes", attributes(type))
        .addSchema(name + "Relationships", relationships(type))
        .addSchema(name, resourceSchema(type))
        .addSchema(document(type), documentSchema(type))
        .addSchema(collection(type), collectionSchema(type));
    if (Writable.isBulk(type, Route.CREATE)) {
      components.addSchema(created(type), createdSchema(type));
    }
  }

  private Schema identifierSchema(ResourceType type) {
    return object("Names one " + Words.spaced(type.name()) + ".")
        .required(List.of("type", "id"))
        .addProperty("type", typeName(type))
        .addProperty("id", ids.answered(type))
        .examples(List.of(documents.identifier(type)));
  }

  static Schema typeName(ResourceType type) {
    return string("The resource type.").constValue(type.name()).examples(List.of(type.name()));
  }

  private Schema attributes(ResourceType type) {
    Schema schema =
        object("All of them unless fields[" + type.name() + "] asks for some.")
            .examples(List.of(documents.attributes(type)));
    type.attributes()
        .values()
        .forEach(each -> schema.addProperty(each.name(), JsonSchema.of(each, Samples.of(each))));
    return schema;
  }

  private Schema relationships(ResourceType type) {
    Schema schema =
        object("All of them unless fields[" + type.name() + "] asks for some.")
            .examples(List.of(documents.relationships(type)));
    type.relationships()
        .values()
        .forEach(each -> schema.addProperty(each.name(), relationship(each)));
    return schema;
  }

  private Schema relationship(Relationship relationship) {
    Schema identifier = ref(identifier(relationship.target()));
    Schema schema =
        object(relationship.description()).examples(List.of(documents.relationship(relationship)));
    if (relationship instanceof Relationship.ToOne toOne) {
      return schema
          .required(List.of("data"))
          .readOnly(toOne.writable() ? null : true)
          .addProperty("data", toOne.nullable() ? orNull(identifier) : identifier);
    }
    boolean named = relationship instanceof Relationship.ToMany;
    String when = named ? "" : " Only where they are included.";
    return schema
        .required(named ? List.of("data", "links", "meta") : List.of("links"))
        .readOnly(true)
        .addProperty("data", array(identifier, "What it leads to." + when))
        .addProperty(
            "links",
            object("Where to read on.")
                .required(List.of("related"))
                .addProperty(
                    "related",
                    url(
                        "The collection of what it leads to.",
                        documents.related((Relationship.Many) relationship))))
        .addProperty(
            "meta",
            object("About the linkage." + when)
                .required(List.of("count"))
                .addProperty(
                    "count",
                    integer("How many it names.").minimum(BigDecimal.ZERO).examples(List.of(1))));
  }

  private Schema resourceSchema(ResourceType type) {
    return object(type.description())
        .required(
            type.isVersioned()
                ? List.of("type", "id", "attributes", "relationships", "links", "meta")
                : List.of("type", "id", "attributes", "relationships", "links"))
        .addProperty("type", typeName(type))
        .addProperty("id", ids.answered(type))
        .addProperty("attributes", ref(resource(type) + "Attributes"))
        .addProperty("relationships", ref(resource(type) + "Relationships"))
        .addProperty(
            "links",
            object("Where the resource is.")
                .required(List.of("self"))
                .addProperty("self", url("Its address.", documents.self(type))))
        .addProperty("meta", ref(DocumentSchemas.RESOURCE_META))
        .examples(List.of(documents.resource(type)));
  }

  private Schema documentSchema(ResourceType type) {
    return object("A document with one " + Words.spaced(type.name()) + ".")
        .required(List.of("data"))
        .addProperty("data", ref(resource(type)))
        .addProperty("included", ref(DocumentSchemas.INCLUDED))
        .examples(List.of(documents.one(type)));
  }

  private Schema createdSchema(ResourceType type) {
    return object("A document with new " + Words.spaced(type.path()) + ", in the order given.")
        .required(List.of("data"))
        .addProperty("data", array(ref(resource(type)), "The new resources."))
        .addProperty("included", ref(DocumentSchemas.INCLUDED))
        .examples(List.of(documents.created(type)));
  }

  private Schema collectionSchema(ResourceType type) {
    return object("A page of " + Words.spaced(type.path()) + ".")
        .required(List.of("data", "links", "meta"))
        .addProperty("data", array(ref(resource(type)), "The resources of the page."))
        .addProperty("included", ref(DocumentSchemas.INCLUDED))
        .addProperty("links", ref(DocumentSchemas.PAGE_LINKS))
        .addProperty("meta", ref(DocumentSchemas.PAGE_META))
        .examples(List.of(documents.collection(type)));
  }
}
