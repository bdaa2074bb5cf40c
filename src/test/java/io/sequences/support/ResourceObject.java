package io.sequences.support;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A resource object as a client sends it. */
public final class ResourceObject {

  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode data = JSON.createObjectNode();

  private ResourceObject(String type) {
    data.put("type", type);
  }

  public static ResourceObject of(String type) {
    return new ResourceObject(type);
  }

  public ResourceObject id(long id) {
    data.put("id", id);
    return this;
  }

  /** With an attribute: a JSON tree, or anything that has a form in JSON. */
  public ResourceObject with(String attribute, Object value) {
    data.withObject("/attributes").set(attribute, JSON.valueToTree(value));
    return this;
  }

  /** With a relationship to the resource of this type and id. */
  public ResourceObject to(String relationship, String type, Object id) {
    data.withObject("/relationships/" + relationship + "/data")
        .put("type", type)
        .set("id", JSON.valueToTree(id));
    return this;
  }

  /** With a relationship to nothing. */
  public ResourceObject toNone(String relationship) {
    data.withObject("/relationships/" + relationship).putNull("data");
    return this;
  }

  public String type() {
    return data.path("type").textValue();
  }

  public long id() {
    return data.path("id").longValue();
  }

  /** The document of a request about this one resource. */
  public String document() {
    return JSON.createObjectNode().set("data", data).toString();
  }

  /** The document of a request that creates them all. */
  public static String bulk(List<ResourceObject> resources) {
    ArrayNode all = JSON.createArrayNode();
    resources.forEach(each -> all.add(each.data));
    return JSON.createObjectNode().set("data", all).toString();
  }
}
