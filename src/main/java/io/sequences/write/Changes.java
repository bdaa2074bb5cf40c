package io.sequences.write;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.InvalidValue;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.Names;
import io.sequences.jsonapi.RequestDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a request document asks to be written: typed values for attributes and ids for to-one
 * relationships, only of those that are present. Faults are collected, so that those of later
 * stages can join them in one answer.
 */
public final class Changes {

  private final ResourceType type;
  private final String at;
  private final boolean create;
  private final Map<Attribute, Object> values = new LinkedHashMap<>();
  private final Map<Relationship.ToOne, Long> targets = new LinkedHashMap<>();
  private final List<ApiError> errors = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();

  /** For each relationship that follows from another one, that one, which the document has. */
  private final Map<String, String> sources = new HashMap<>();

  private Changes(ResourceType type, String at, boolean create) {
    this.type = type;
    this.at = at;
    this.create = create;
  }

  /**
   * Reads the documents of a create: 409 when they are of another type, 403 when they bring an id.
   */
  public static List<Changes> forCreate(ResourceType type, List<RequestDocument> documents) {
    refuse(documents, each -> !each.type().equals(type.name()), each -> otherType(type, each));
    refuse(documents, each -> each.id() != null, Changes::ownId);
    return documents.stream().map(each -> forCreate(type, each)).toList();
  }

  private static void refuse(
      List<RequestDocument> documents,
      Predicate<RequestDocument> wrong,
      Function<RequestDocument, ApiError> error) {
    ApiException.throwIfAny(
        documents.stream().filter(wrong).limit(ApiError.MOST).map(error).toList());
  }

  private static Changes forCreate(ResourceType type, RequestDocument document) {
    Changes changes = new Changes(type, document.at(), true).read(document);
    type.attributes().keySet().forEach(changes::need);
    type.relationships().keySet().forEach(changes::need);
    return changes;
  }

  /**
   * Reads the document of an update of the resource {@code id}: 409 when it is about another one.
   */
  public static Changes forUpdate(ResourceType type, long id, RequestDocument document) {
    refuse(
        List.of(document), each -> !each.type().equals(type.name()), each -> otherType(type, each));
    if (document.id() != null && !document.id().equals(Long.toString(id))) {
      throw new ApiException(
          ApiError.at(
              document.at() + "/id",
              ErrorCode.CONFLICT,
              "The id contradicts the one in the URL, " + id + "."));
    }
    return new Changes(type, document.at(), false).read(document);
  }

  private static ApiError otherType(ResourceType type, RequestDocument document) {
    return ApiError.at(
        document.at() + "/type",
        ErrorCode.CONFLICT,
        "Resources here have the type '" + type.name() + "'.");
  }

  private static ApiError ownId(RequestDocument document) {
    return ApiError.at(
        document.at() + "/id",
        ErrorCode.CLIENT_GENERATED_ID,
        "The service gives ids; a create brings none.");
  }

  /** Notes that the create lacks something it must bring. */
  private void need(String member) {
    if (type.neededByCreate(member)) {
      boolean relationship = type.relationships().containsKey(member);
      boolean named =
          relationship
              ? targets.containsKey(type.toOne(member)) || isRefused(relationship(member))
              : names(member);
      if (!named) {
        refuse(
            ApiError.invalid(
                relationship ? relationship(member) : attribute(member),
                "A new " + type.name() + " needs its " + member + "."));
      }
    }
  }

  private String attribute(String name) {
    return RequestDocument.pointer(at + "/attributes", name);
  }

  /** The pointer to a relationship, or to the one in the document from which it follows. */
  private String relationship(String name) {
    return RequestDocument.pointer(at + "/relationships", sources.getOrDefault(name, name));
  }

  private Changes read(RequestDocument document) {
    document.flaws().forEach(this::refuse);
    document.attributes().forEach(this::readAttribute);
    document.relationships().forEach(this::readRelationship);
    return this;
  }

  private void readAttribute(String name, JsonNode node) {
    String pointer = attribute(name);
    Attribute attribute = type.attributes().get(name);
    if (isRefused(pointer) || errors.size() >= ApiError.MOST) {
      return;
    }
    if (attribute == null) {
      refuse(ApiError.invalid(pointer, unknown("attribute", name, type.attributes())));
    } else if (!attribute.writable()) {
      refuse(ApiError.invalid(pointer, "The attribute is read-only."));
    } else if (node.isNull() && !attribute.nullable()) {
      refuse(ApiError.invalid(pointer, "The value must not be null."));
    } else {
      try {
        values.put(attribute, node.isNull() ? null : attribute.type().fromJson(node));
      } catch (InvalidValue invalid) {
        ErrorCode code =
            invalid.isTooLong() ? ErrorCode.VALIDATION_DATA_TOO_LONG : ErrorCode.VALIDATION_ERROR;
        refuse(ApiError.at(pointer, code, "The value " + invalid.getMessage() + "."));
      }
    }
  }

  private void readRelationship(String name, JsonNode data) {
    String pointer = relationship(name);
    Relationship relationship = type.relationships().get(name);
    if (isRefused(pointer) || errors.size() >= ApiError.MOST) {
      return;
    }
    if (relationship == null) {
      refuse(ApiError.invalid(pointer, unknown("relationship", name, type.relationships())));
    } else if (!(relationship instanceof Relationship.ToOne toOne) || !toOne.writable()) {
      refuse(ApiError.invalid(pointer, "The relationship is read-only."));
    } else if (!create && type.fixed(name)) {
      refuse(ApiError.invalid(pointer, "The relationship is set by the create, for good."));
    } else if (data.isNull()) {
      if (toOne.nullable()) {
        targets.put(toOne, null);
      } else {
        refuse(ApiError.invalid(pointer, "The relationship must not be null."));
      }
    } else {
      readTarget(toOne, data, pointer);
    }
  }

  private void readTarget(Relationship.ToOne toOne, JsonNode data, String pointer) {
    JsonNode targetType = data.path("type");
    JsonNode id = data.path("id");
    if (!targetType.isTextual() || !(id.isIntegralNumber() || id.isTextual())) {
      refuse(ApiError.invalid(pointer, "The 'data' must be a resource identifier: type and id."));
      return;
    }
    if (!targetType.textValue().equals(toOne.target())) {
      refuse(ApiError.invalid(pointer, "The relationship leads to '" + toOne.target() + "'."));
      return;
    }
    Long target = number(id.asText());
    if (target == null) {
      refuse(missing(toOne));
    } else {
      targets.put(toOne, target);
    }
  }

  /** The id that a text is, or null: another spelling than the service's own names no row. */
  private static Long number(String text) {
    try {
      Long id = Long.valueOf(text);
      return id.toString().equals(text) ? id : null;
    } catch (NumberFormatException noSuchId) {
      return null;
    }
  }

  private String unknown(String what, String name, Map<String, ?> known) {
    return Names.unknown(type.name(), what, name, known.keySet());
  }

  /** Whether the document brings a value, or null, for this attribute, and it is in order. */
  public boolean has(String attribute) {
    return values.containsKey(type.attribute(attribute));
  }

  /** The value for an attribute; null when it is null, absent or not in order. */
  public Object value(String attribute) {
    return values.get(type.attribute(attribute));
  }

  /** Whether the attribute was named at all, be its value in order or not. */
  public boolean names(String attribute) {
    return has(attribute) || isRefused(attribute(attribute));
  }

  private boolean isRefused(String pointer) {
    return refused.contains(pointer);
  }

  private void refuse(ApiError error) {
    if (errors.size() < ApiError.MOST) {
      errors.add(error);
    }
    if (error.source() != null) {
      refused.add(error.source().value());
    }
  }

  /** The relationships to set, each with the id of its target or null. */
  public Map<Relationship.ToOne, Long> targets() {
    return targets;
  }

  /** Adds a fault of an attribute that a rule found. */
  public void refuse(String attribute, String detail) {
    refuse(ApiError.invalid(attribute(attribute), detail));
  }

  /**
   * Adds that a relationship names a row that does not exist, or that the caller may not see: the
   * same to him.
   */
  void refuseTarget(Relationship.ToOne relationship) {
    refuse(missing(relationship));
  }

  private ApiError missing(Relationship.ToOne relationship) {
    return ApiError.invalid(
        relationship(relationship.name()), ApiError.noSuch(relationship.target()));
  }

  /**
   * The id of the resource that a relationship is to lead to; null when null or absent, and when it
   * was refused: rules must not tell of a target that the caller may not see.
   */
  public Long target(String relationship) {
    String named = sources.getOrDefault(relationship, relationship);
    return isRefused(relationship(named)) ? null : targets.get(type.toOne(relationship));
  }

  /** Whether the document sets this relationship, be it to null. */
  public boolean hasTarget(String relationship) {
    return targets.containsKey(type.toOne(relationship));
  }

  /**
   * Sets a relationship that follows from another one which the document brings; a fault when the
   * document says otherwise.
   */
  public void imply(String relationship, Long id, String by) {
    Relationship.ToOne toOne = type.toOne(relationship);
    if (!targets.containsKey(toOne)) {
      targets.put(toOne, id);
      sources.put(relationship, sources.getOrDefault(by, by));
    } else if (!Objects.equals(targets.get(toOne), id)) {
      refuseTarget(
          sources.containsKey(relationship) ? by : relationship,
          "The " + by + " is of another " + toOne.target() + ", or of none.");
    }
  }

  /** Adds a fault of a relationship that a rule found. */
  public void refuseTarget(String relationship, String detail) {
    refuse(ApiError.invalid(relationship(relationship), detail));
  }

  /** A JSON pointer to a relationship of the document. */
  public String pointerTo(String relationship) {
    return relationship(relationship);
  }

  /** Sets on the entity what is in order. */
  public void applyTo(Object entity) {
    values.forEach((attribute, value) -> attribute.write().accept(entity, value));
    targets.forEach((relationship, id) -> relationship.write().accept(entity, id));
  }

  /** Refuses the document when there is any fault in it. */
  public void throwIfFaulty() {
    throwIfAnyFaulty(List.of(this));
  }

  /** Refuses the request when there is any fault in any of its documents. */
  public static void throwIfAnyFaulty(List<Changes> documents) {
    ApiException.throwIfAny(
        documents.stream().flatMap(each -> each.errors.stream()).limit(ApiError.MOST).toList());
  }
}
