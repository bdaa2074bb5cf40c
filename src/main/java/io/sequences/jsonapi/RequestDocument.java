package io.sequences.jsonapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The resource that a request body carries. Absent, null and value are kept apart: an absent member
 * is not a key of the maps, a null one maps to a null node. Nothing is coerced, and duplicate keys,
 * trailing text and nesting over 64 are refused as malformed.
 *
 * @param at a JSON pointer to the resource object: {@code /data}, or in a bulk {@code /data/17}
 * @param type the resource type that the client names
 * @param id the client's id as text, or null when it gives none
 * @param attributes the attributes given, values still JSON
 * @param relationships the {@code data} of each relationship given, still JSON
 * @param flaws the names and texts in it that could not be stored as they are
 */
public record RequestDocument(
    String at,
    String type,
    String id,
    Map<String, JsonNode> attributes,
    Map<String, JsonNode> relationships,
    List<ApiError> flaws) {

  /** The most resources that one request creates. */
  public static final int MOST = 1_000;

  private static final int LONGEST_NAME = 256;

  /** Members of a document that say nothing of a resource. */
  private static final Set<String> ABOUT_A_DOCUMENT = Set.of("jsonapi", "links", "meta");

  /** Reads the body of an update. */
  public static RequestDocument parse(byte[] body) {
    JsonNode data = document(body).path("data");
    if (!data.isObject()) {
      throw malformed("/data", "The document needs a 'data' member that is a resource object.");
    }
    return resource(data, "/data");
  }

  /** Reads the body of a create of one resource. */
  public static Many parseOne(byte[] body) {
    return new Many(false, List.of(parse(body)));
  }

  /** Reads the body of a create: one resource object, or an array of 1 to 1,000 of them. */
  public static Many parseMany(byte[] body) {
    JsonNode data = document(body).path("data");
    if (data.isObject()) {
      return new Many(false, List.of(resource(data, "/data")));
    }
    if (!data.isArray()) {
      throw malformed(
          "/data",
          "The document needs a 'data' member that is a resource object, or an array of them.");
    }
    if (data.isEmpty() || data.size() > MOST) {
      throw new ApiException(
          ApiError.invalid("/data", "One request creates 1 to " + MOST + " resources."));
    }
    List<RequestDocument> resources = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      String at = "/data/" + i;
      if (!data.get(i).isObject()) {
        throw malformed(at, "The elements of 'data' must be resource objects.");
      }
      resources.add(resource(data.get(i), at));
    }
    return new Many(true, resources);
  }

  /**
   * The resources of a create.
   *
   * @param bulk whether they came as an array, and are answered as one
   */
  public record Many(boolean bulk, List<RequestDocument> resources) {}

  private static JsonNode document(byte[] body) {
    if (body == null || body.length == 0) {
      throw malformed("", "The request needs a body.");
    }
    return read(body);
  }

  private static RequestDocument resource(JsonNode data, String at) {
    JsonNode type = data.path("type");
    if (!type.isTextual()) {
      throw malformed(at + "/type", "The resource object needs a 'type' that is a string.");
    }
    String relationships = at + "/relationships";
    return new RequestDocument(
        at,
        type.textValue(),
        identifier(data.path("id"), at + "/id"),
        members(data.path("attributes"), at + "/attributes"),
        linkages(members(data.path("relationships"), relationships), relationships),
        Flaws.in(data, at));
  }

  /** Accepts what an action may carry: nothing, or a document without content. */
  public static void expectEmpty(byte[] body) {
    if (body == null || body.length == 0) {
      return;
    }
    JsonNode document = read(body);
    for (Map.Entry<String, JsonNode> member : document.properties()) {
      JsonNode value = member.getValue();
      boolean empty = value.isNull() || (value.isContainerNode() && value.isEmpty());
      boolean about = ABOUT_A_DOCUMENT.contains(member.getKey());
      if (!about && !(member.getKey().equals("data") && empty)) {
        throw malformed(
            pointer("", member.getKey()),
            "An action takes no body, or an empty document; what it is told stands in the query, as"
                + " actionParams[…].");
      }
    }
  }

  /**
   * The id of a resource as text: a JSON integer, or a string, is accepted.
   *
   * @return null when the member is absent
   */
  private static String identifier(JsonNode id, String pointer) {
    if (id.isMissingNode()) {
      return null;
    }
    if (id.isIntegralNumber() || id.isTextual()) {
      return id.asText();
    }
    throw malformed(pointer, "An 'id' is an integer, or a string of digits.");
  }

  /**
   * A JSON pointer to {@code member} below {@code parent}. A name longer than any that is known is
   * cut: a hundred errors that repeat it would be an answer far larger than the request.
   */
  public static String pointer(String parent, String member) {
    String name =
        member.length() <= LONGEST_NAME ? member : member.substring(0, LONGEST_NAME) + "…";
    return parent + "/" + Characters.printable(name).replace("~", "~0").replace("/", "~1");
  }

  private static JsonNode read(byte[] body) {
    try {
      JsonNode document = StrictJson.read(ByteBuffer.wrap(body));
      if (document.isObject()) {
        return document;
      }
      throw malformed("", "The body must be a JSON object.");
    } catch (StrictJson.NotJson fault) {
      throw malformed("", "The body " + fault.getMessage());
    }
  }

  private static Map<String, JsonNode> members(JsonNode object, String pointer) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    if (object.isObject()) {
      object.properties().forEach(e -> members.put(e.getKey(), e.getValue()));
    } else if (!object.isMissingNode()) {
      throw malformed(pointer, "The member must be an object.");
    }
    return members;
  }

  private static Map<String, JsonNode> linkages(
      Map<String, JsonNode> relationships, String pointer) {
    Map<String, JsonNode> linkages = new LinkedHashMap<>();
    List<ApiError> errors = new ArrayList<>();
    relationships.forEach(
        (name, relationship) -> {
          JsonNode data = relationship.path("data");
          if (data.isMissingNode() && errors.size() < ApiError.MOST) {
            errors.add(
                ApiError.at(
                    pointer(pointer, name),
                    ErrorCode.MALFORMED_REQUEST,
                    "A relationship needs a 'data' member: a resource identifier or null."));
          }
          linkages.put(name, data);
        });
    ApiException.throwIfAny(errors);
    return linkages;
  }

  private static ApiException malformed(String pointer, String detail) {
    return new ApiException(
        pointer.isEmpty()
            ? ApiError.of(ErrorCode.MALFORMED_REQUEST, detail)
            : ApiError.at(pointer, ErrorCode.MALFORMED_REQUEST, detail));
  }
}
