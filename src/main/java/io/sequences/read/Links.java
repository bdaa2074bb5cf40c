package io.sequences.read;

import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The absolute URLs of an answer.
 *
 * @param base the public URL of the API, without a slash at its end
 * @param parameters those of the request, which the links to other pages keep
 */
public record Links(String base, List<Parameter> parameters) {

  /** The collection of a type. */
  public String collection(ResourceType type) {
    return base + "/" + type.path();
  }

  /** One resource. */
  public String resource(ResourceType type, Object id) {
    return collection(type) + "/" + id;
  }

  /** The resources that a relationship to many leads to. */
  public String related(ResourceType target, Relationship.Many relationship, Object id) {
    return "%s?filter%%5B%s%%5D%%5Bid%%5D=%s"
        .formatted(collection(target), relationship.inverse(), id);
  }

  /**
   * Another page of the same request.
   *
   * @param key what says where the page lies: {@code after}, {@code before} or {@code offset}; null
   *     for the first page
   */
  String page(ResourceType type, String key, String value) {
    List<String> pairs = new ArrayList<>();
    for (Parameter parameter : parameters) {
      boolean position =
          parameter.family().equals("page")
              && List.of("after", "before", "offset").contains(parameter.keys().get(0));
      if (!position) {
        pairs.add(parameter.encoded());
      }
    }
    if (key != null) {
      pairs.add(Parameter.encode("page[" + key + "]") + "=" + Parameter.encode(value));
    }
    return pairs.isEmpty()
        ? collection(type)
        : pairs.stream().collect(Collectors.joining("&", collection(type) + "?", ""));
  }
}
