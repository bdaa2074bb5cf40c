package io.sequences.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.read.Links;
import java.util.List;

/** Examples of the documents that the service reads and answers. */
final class Documents {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Catalog catalog;
  private final String address;
  private final Links links;
  private final Ids ids;

  /**
   * Examples.
   *
   * @param address where the world reaches the service in them
   * @param path where the resources live below it
   */
  Documents(Catalog catalog, String address, String path, Ids ids) {
    this.catalog = catalog;
    this.address = address;
    this.links = new Links(address + path, List.of());
    this.ids = ids;
  }

  /** A collection with one resource and a page after it. */
  ObjectNode collection(ResourceType type) {
    String address = links.collection(type);
    ObjectNode document = JSON.objectNode();
    document.putArray("data").add(resource(type));
    document
        .putObject("links")
        .put("first", address)
        .put("next", address + "?page%5Bafter%5D=" + Ids.CURSOR);
    document.putObject("meta").putNull("count");
    return document;
  }

  /** A document with one resource. */
  ObjectNode one(ResourceType type) {
    return data(resource(type));
  }

  /** What a create sends that brings no more than it must. */
  ObjectNode leastCreate(ResourceType type) {
    ObjectNode data = typed(type);
    ObjectNode attributes = data.putObject("attributes");
    type.attributes().values().stream()
        .filter(
            attribute ->
                type.neededByCreate(attribute.name())
                    || type.instead().containsKey(attribute.name()))
        .forEach(attribute -> attributes.set(attribute.name(), Samples.of(attribute)));
    List<Relationship.ToOne> needed =
        Writable.relationships(type, Route.CREATE).stream()
            .filter(relationship -> type.neededByCreate(relationship.name()))
            .toList();
    if (!needed.isEmpty()) {
      ObjectNode relationships = data.putObject("relationships");
      needed.forEach(each -> relationships.set(each.name(), relationship(each)));
    }
    return data(data);
  }

  /** What a create sends that brings everything it may. */
  ObjectNode fullCreate(ResourceType type) {
    return data(writeEverything(type, Route.CREATE, typed(type)));
  }

  /** What a create of two resources sends, each of which leads to others. */
  ObjectNode severalCreate(ResourceType type) {
    ObjectNode document = JSON.objectNode();
    JsonNode second = fullCreate(type).get("data");
    second.findParents("id").forEach(each -> ((ObjectNode) each).set("id", ids.another()));
    document.putArray("data").add(leastCreate(type).get("data")).add(second);
    return document;
  }

  /** What an update sends that changes everything it may. */
  ObjectNode update(ResourceType type) {
    return data(writeEverything(type, Route.UPDATE, identifier(type)));
  }

  /** What answers the create of several resources. */
  ObjectNode created(ResourceType type) {
    ObjectNode document = JSON.objectNode();
    document.putArray("data").add(resource(type));
    return document;
  }

  /** What answers a request that is refused. */
  JsonNode refusal(ApiError error) {
    return RefusalExamples.document(address, error);
  }

  /** A resource as answers show it. */
  ObjectNode resource(ResourceType type) {
    ObjectNode resource = identifier(type);
    resource.set("attributes", attributes(type));
    resource.set("relationships", relationships(type));
    resource.putObject("links").put("self", self(type));
    if (type.isVersioned()) {
      resource.putObject("meta").put("version", SafeWrites.VERSION);
    }
    return resource;
  }

  ObjectNode attributes(ResourceType type) {
    ObjectNode attributes = JSON.objectNode();
    type.attributes()
        .values()
        .forEach(attribute -> attributes.set(attribute.name(), Samples.of(attribute)));
    return attributes;
  }

  ObjectNode relationships(ResourceType type) {
    ObjectNode relationships = JSON.objectNode();
    type.relationships()
        .values()
        .forEach(each -> relationships.set(each.name(), relationship(each)));
    return relationships;
  }

  /** One relationship of a resource, by its kind. */
  ObjectNode relationship(Relationship relationship) {
    ObjectNode member = JSON.objectNode();
    if (relationship instanceof Relationship.ToOne) {
      member.set("data", identifier(catalog.target(relationship)));
      return member;
    }
    Relationship.Many many = (Relationship.Many) relationship;
    boolean named = many instanceof Relationship.ToMany;
    if (named) {
      member.putArray("data").add(identifier(catalog.target(relationship)));
    }
    member.putObject("links").put("related", related(many));
    if (named) {
      member.putObject("meta").put("count", 1);
    }
    return member;
  }

  /** The address of what a relationship to many leads to. */
  String related(Relationship.Many relationship) {
    return links.related(catalog.target(relationship), relationship, Ids.EXAMPLE);
  }

  /** The address of the example of this type. */
  String self(ResourceType type) {
    return links.resource(type, ids.example(type).asText());
  }

  ObjectNode identifier(ResourceType type) {
    return typed(type).set("id", ids.example(type));
  }

  private ObjectNode writeEverything(ResourceType type, Route route, ObjectNode data) {
    ObjectNode attributes = data.putObject("attributes");
    Writable.attributes(type).stream()
        .filter(attribute -> !type.instead().containsValue(attribute.name()))
        .forEach(attribute -> attributes.set(attribute.name(), Samples.of(attribute)));
    ObjectNode relationships = data.putObject("relationships");
    Writable.relationships(type, route)
        .forEach(each -> relationships.set(each.name(), relationship(each)));
    return data;
  }

  private static ObjectNode data(ObjectNode resource) {
    return JSON.objectNode().set("data", resource);
  }

  private static ObjectNode typed(ResourceType type) {
    return JSON.objectNode().put("type", type.name());
  }
}
