package io.sequences.read;

import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.Parameter;
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
    return collection(target) + "?filter%5B" + relationship.inverse() + "%5D%5Bid%5D=" + id;
  }

  /** The links to other pages of the same request. */
  Pages pages(ResourceType type) {
    return new Pages(
        collection(type),
        parameters.stream()
            .filter(parameter -> !Pages.isPosition(parameter))
            .map(Parameter::encoded)
            .collect(Collectors.joining("&")));
  }

  /**
   * Links that differ in one parameter.
   *
   * @param kept the others, encoded
   */
  record Pages(String collection, String kept) {

    private static final List<String> POSITIONS = List.of("after", "before", "offset");

    private static boolean isPosition(Parameter parameter) {
      return parameter.family().equals("page") && POSITIONS.contains(parameter.keys().get(0));
    }

    String first() {
      return kept.isEmpty() ? collection : collection + "?" + kept;
    }

    /**
     * Another page.
     *
     * @param key what says where it lies: {@code after}, {@code before} or {@code offset}
     */
    String at(String key, String value) {
      String position = "page%5B" + key + "%5D=" + Parameter.encode(value);
      return collection + "?" + (kept.isEmpty() ? position : kept + "&" + position);
    }
  }
}
