package io.sequences.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a client knows of resources from the answers it got, and the order in which it would put
 * them itself.
 */
public final class Resources {

  private static final JsonMapper JSON = new JsonMapper();

  private Resources() {}

  /** The document of an answer that must be 200. */
  public static JsonNode document(ValidatableResponse answer) {
    return json(answer.statusCode(200).extract().asString());
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException invalid) {
      throw new IllegalStateException(text, invalid);
    }
  }

  /** The members of {@code data}. */
  public static List<JsonNode> data(JsonNode document) {
    return elements(document.get("data"));
  }

  public static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  public static List<Long> ids(List<JsonNode> resources) {
    return resources.stream().map(Resources::id).toList();
  }

  /** The id of a resource whose type has numbers. */
  public static long id(JsonNode resource) {
    if (!resource.get("id").isIntegralNumber()) {
      throw new IllegalStateException("no number: " + resource.get("id"));
    }
    return resource.get("id").longValue();
  }

  /** The ids of resources of any type, as texts. */
  public static List<String> keys(List<JsonNode> resources) {
    return resources.stream().map(Resources::key).toList();
  }

  /** The id of a resource of any type, as text. */
  public static String key(JsonNode resource) {
    return resource.get("id").asText();
  }

  /** The order of ids: by their number, and then by what else they are made of. */
  public static Comparator<JsonNode> byId() {
    return Comparator.comparing((JsonNode r) -> Long.valueOf(key(r).split("-", 2)[0]))
        .thenComparing(Resources::key);
  }

  /** The ids of a collection's first page. */
  public static List<Long> ids(Api api, String path) {
    return ids(data(document(api.get(path))));
  }

  /** The value of an attribute or of the id; null where the resource has none. */
  public static JsonNode value(JsonNode resource, String attribute) {
    JsonNode value =
        attribute.equals("id") ? resource.get("id") : resource.get("attributes").get(attribute);
    return value.isNull() ? null : value;
  }

  /** The pages from this one on, by the links of this name. */
  public static List<JsonNode> pages(Api api, String path, String link) {
    List<JsonNode> pages = new ArrayList<>();
    String next = path;
    while (next != null) {
      JsonNode page = document(api.get(next));
      pages.add(page);
      next = page.get("links").path(link).textValue();
    }
    return pages;
  }

  /** The ids of the whole collection, by following {@code next}. */
  public static List<Long> walk(Api api, String path) {
    return pages(api, path, "next").stream().flatMap(page -> ids(data(page)).stream()).toList();
  }

  /** The order of a sort key, nulls last in either direction, without the tie-breaker. */
  public static Comparator<JsonNode> by(String attribute, boolean descending) {
    if (attribute.equals("id")) {
      return descending ? byId().reversed() : byId();
    }
    Comparator<JsonNode> values = Resources::compare;
    return Comparator.comparing(
        (JsonNode resource) -> value(resource, attribute),
        Comparator.nullsLast(descending ? values.reversed() : values));
  }

  /** Numbers by size, texts by code points, false before true, lists by their elements. */
  public static int compare(JsonNode a, JsonNode b) {
    if (a.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue());
    }
    if (a.isBoolean()) {
      return Boolean.compare(a.booleanValue(), b.booleanValue());
    }
    if (a.isTextual()) {
      return compare(a.textValue(), b.textValue());
    }
    Iterator<JsonNode> right = b.iterator();
    for (JsonNode left : a) {
      int order = right.hasNext() ? compare(left, right.next()) : 1;
      if (order != 0) {
        return order;
      }
    }
    return right.hasNext() ? -1 : 0;
  }

  /** By code points: in UTF-16 a character outside the basic plane would come too early. */
  private static int compare(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    return java.util.Arrays.compare(left, right);
  }
}
