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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads the document of a request: looks its members up in the catalogue and types its values. What
 * is wrong with a document as a whole is refused here; what is wrong in it is noted in its {@link
 * Changes}.
 */
public final class ChangesReader {

  private final ResourceType type;
  private final boolean create;
  private final Changes changes;

  private ChangesReader(ResourceType type, RequestDocument document, boolean create) {
    this.type = type;
    this.create = create;
    this.changes = new Changes(type, document.at());
  }

  /**
   * Reads the documents of a create: 409 when they are of another type, 403 when they bring an id.
   */
  public static List<Changes> forCreate(ResourceType type, List<RequestDocument> documents) {
    refuse(documents, each -> !each.type().equals(type.name()), each -> otherType(type, each));
    refuse(documents, each -> each.id() != null, ChangesReader::ownId);
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
    ChangesReader reader = new ChangesReader(type, document, true);
    reader.read(document);
    type.attributes().keySet().forEach(reader::need);
    type.relationships().keySet().forEach(reader::need);
    return reader.changes;
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
    ChangesReader reader = new ChangesReader(type, document, false);
    reader.read(document);
    return reader.changes;
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
              ? changes.hasTarget(member) || changes.isRefused(changes.pointerTo(member))
              : changes.names(member);
      if (!named) {
        changes.refuse(
            ApiError.invalid(
                relationship ? changes.pointerTo(member) : changes.pointerToAttribute(member),
                "A new " + type.name() + " needs its " + member + "."));
      }
    }
  }

  private void read(RequestDocument document) {
    document.flaws().forEach(changes::refuse);
    document.attributes().forEach(this::readAttribute);
    document.relationships().forEach(this::readRelationship);
  }

  private void readAttribute(String name, JsonNode node) {
    String pointer = changes.pointerToAttribute(name);
    Attribute attribute = type.attributes().get(name);
    if (changes.isRefused(pointer) || changes.isFull()) {
      return;
    }
    if (attribute == null) {
      changes.refuse(ApiError.invalid(pointer, unknown("attribute", name, type.attributes())));
    } else if (!attribute.writable()) {
      changes.refuse(ApiError.invalid(pointer, "The attribute is read-only."));
    } else if (node.isNull() && !attribute.nullable()) {
      changes.refuse(ApiError.invalid(pointer, "The value must not be null."));
    } else {
      try {
        changes.put(attribute, node.isNull() ? null : attribute.type().fromJson(node));
      } catch (InvalidValue invalid) {
        ErrorCode code =
            invalid.isTooLong() ? ErrorCode.VALIDATION_DATA_TOO_LONG : ErrorCode.VALIDATION_ERROR;
        changes.refuse(ApiError.at(pointer, code, "The value " + invalid.getMessage() + "."));
      }
    }
  }

  private void readRelationship(String name, JsonNode data) {
    String pointer = changes.pointerTo(name);
    Relationship relationship = type.relationships().get(name);
    if (changes.isRefused(pointer) || changes.isFull()) {
      return;
    }
    if (relationship == null) {
      changes.refuse(
          ApiError.invalid(pointer, unknown("relationship", name, type.relationships())));
    } else if (!(relationship instanceof Relationship.ToOne toOne) || !toOne.writable()) {
      changes.refuse(ApiError.invalid(pointer, "The relationship is read-only."));
    } else if (!create && type.fixed(name)) {
      changes.refuse(ApiError.invalid(pointer, "The relationship is set by the create, for good."));
    } else if (data.isNull()) {
      if (toOne.nullable()) {
        changes.put(toOne, null);
      } else {
        changes.refuse(ApiError.invalid(pointer, "The relationship must not be null."));
      }
    } else {
      readTarget(toOne, data, pointer);
    }
  }

  private void readTarget(Relationship.ToOne toOne, JsonNode data, String pointer) {
    JsonNode targetType = data.path("type");
    JsonNode id = data.path("id");
    if (!targetType.isTextual() || !(id.isIntegralNumber() || id.isTextual())) {
      changes.refuse(
          ApiError.invalid(pointer, "The 'data' must be a resource identifier: type and id."));
      return;
    }
    if (!targetType.textValue().equals(toOne.target())) {
      changes.refuse(
          ApiError.invalid(pointer, "The relationship leads to '" + toOne.target() + "'."));
      return;
    }
    Long target = number(id.asText());
    if (target == null) {
      changes.refuseTarget(toOne);
    } else {
      changes.put(toOne, target);
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
}
