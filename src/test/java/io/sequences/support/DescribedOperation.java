package io.sequences.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An operation of the OpenAPI document, and every place in it that an identifier can stand. */
public record DescribedOperation(OpenApi api, String method, String address, JsonNode description) {

  private static final Pattern IN_PATH = Pattern.compile("\\{([^}]+)}");
  private static final Pattern RELATED = Pattern.compile("filter\\[(\\w+)]\\[(\\w+)]");

  /** A filter by a member of a related resource. */
  public record RelatedFilter(String relationship, String member) {}

  /** All of them, in the order of the document. */
  public static List<DescribedOperation> of(OpenApi api) {
    List<DescribedOperation> operations = new ArrayList<>();
    OpenApi.each(
        api.document().path("paths"),
        (path, item) ->
            OpenApi.each(
                item,
                (method, operation) -> {
                  if (operation.has("operationId")) {
                    String server = item.at("/servers/0/url").asText("/api/v2");
                    operations.add(
                        new DescribedOperation(
                            api, method.toUpperCase(Locale.ROOT), server + path, operation));
                  }
                }));
    return operations;
  }

  public String id() {
    return description.path("operationId").asText();
  }

  /** The path segment of its collection. */
  public String collection() {
    return description.at("/tags/0").asText();
  }

  /** The name of what its path identifies, if it identifies anything. */
  public Optional<String> pathParameter() {
    Matcher matcher = IN_PATH.matcher(address);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Its address for an identifier; the address itself where that has no place for one. */
  public String addressOf(String id) {
    return IN_PATH.matcher(address).replaceAll(Matcher.quoteReplacement(id));
  }

  /** Whether a request of this method to this path, as it is sent, is one for it. */
  boolean isAt(String otherMethod, String path) {
    // A configured public address stands before the path only in the document.
    String template = address.substring(address.indexOf("/api/"));
    String[] segments = template.split("/", -1);
    String[] sent = path.split("/", -1);
    boolean same = method.equals(otherMethod) && segments.length == sent.length;
    for (int i = 0; same && i < segments.length; i++) {
      same = segments[i].startsWith("{") ? !sent[i].isEmpty() : segments[i].equals(sent[i]);
    }
    return same;
  }

  /** The statuses of its answers. */
  Set<Integer> statuses() {
    return OpenApi.names(description.path("responses")).stream()
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  /** The one status of an answer to a request that was done. */
  public int success() {
    return statuses().stream().filter(status -> status < 300).findAny().orElseThrow();
  }

  /** What an answer to a request that was done has, by media type. */
  public JsonNode answer() {
    return description.path("responses").path(Integer.toString(success())).path("content");
  }

  /** The error that it shows for a refusal; missing if it shows none. */
  public JsonNode refusal(int status, String id) {
    JsonNode response = api.resolve(description.path("responses").path(Integer.toString(status)));
    return response
        .path("content")
        .path(Api.JSON_API)
        .path("examples")
        .path(id)
        .at("/value/errors/0");
  }

  /** What its body may be, by media type. */
  public JsonNode requestContent() {
    return description.path("requestBody").path("content");
  }

  /** The examples of its body in JSON:API, by name. */
  public Map<String, JsonNode> bodies() {
    JsonNode content = requestContent().path(Api.JSON_API);
    Map<String, JsonNode> bodies = new LinkedHashMap<>();
    if (content.has("example")) {
      bodies.put("example", content.path("example"));
    }
    OpenApi.each(
        content.path("examples"), (name, example) -> bodies.put(name, example.path("value")));
    return bodies;
  }

  public boolean takes(String securityScheme) {
    return description.path("security").findValue(securityScheme) != null;
  }

  public boolean lists() {
    return method.equals("GET") && pathParameter().isEmpty();
  }

  /** The media types in which it answers besides that of JSON:API. */
  public List<String> otherForms() {
    List<String> forms = new ArrayList<>();
    description
        .path("responses")
        .path("200")
        .path("content")
        .fieldNames()
        .forEachRemaining(forms::add);
    forms.remove(Api.JSON_API);
    return forms;
  }

  private JsonNode schema() {
    return api.resolve(requestContent().path(Api.JSON_API).path("schema"));
  }

  /** The schema of the one resource object that its body carries; missing without one. */
  public JsonNode resourceSchema() {
    JsonNode data = schema().path("properties").path("data");
    return data.has("oneOf") ? data.path("oneOf").path(0) : data;
  }

  /** Whether its body may carry several. */
  public boolean takesSeveral() {
    return schema().path("properties").path("data").has("oneOf");
  }

  /** The type of the resource object that its body carries; empty without one. */
  public String type() {
    return resourceSchema().path("properties").path("type").path("const").asText();
  }

  /** What a body brings that brings no more than it must. */
  public JsonNode leastAttributes() {
    return schema().at("/examples/0/data/attributes");
  }

  /** The relationships that its body can have, with the types that they lead to. */
  public Map<String, String> relationships() {
    Map<String, String> targets = new LinkedHashMap<>();
    OpenApi.each(
        resourceSchema().at("/properties/relationships/properties"),
        (name, relationship) ->
            targets.put(name, relationship.path("properties").findValue("const").asText()));
    return targets;
  }

  /** The relationships that its body must have. */
  public List<String> requiredRelationships() {
    List<String> names = new ArrayList<>();
    resourceSchema().at("/properties/relationships/required").forEach(n -> names.add(n.asText()));
    return names;
  }

  private List<JsonNode> parameters(String in) {
    List<JsonNode> parameters = new ArrayList<>();
    for (JsonNode reference : description.path("parameters")) {
      JsonNode parameter = api.resolve(reference);
      if (parameter.path("in").asText().equals(in)) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  /** Names of parameters that stand in a place: {@code query}, {@code header}. */
  public List<String> parameterNames(String in) {
    return parameters(in).stream().map(each -> each.path("name").asText()).toList();
  }

  public List<RelatedFilter> relatedFilters() {
    return parameterNames("query").stream()
        .map(RELATED::matcher)
        .filter(Matcher::matches)
        .map(found -> new RelatedFilter(found.group(1), found.group(2)))
        .toList();
  }

  /** What it can sort by, in both directions. */
  public List<String> sortKeys() {
    List<String> keys = new ArrayList<>();
    for (JsonNode parameter : parameters("query")) {
      if (parameter.path("name").asText().equals("sort")) {
        parameter.at("/schema/items/enum").forEach(key -> keys.add(key.asText()));
      }
    }
    return keys;
  }

  /** The relationships that it can include. */
  public List<String> includes() {
    for (JsonNode parameter : parameters("query")) {
      if (parameter.path("name").asText().equals("include")) {
        String pattern = parameter.at("/schema/items/pattern").asText();
        String names = pattern.substring(pattern.indexOf('(') + 1, pattern.indexOf(')'));
        return names.isEmpty() ? List.of() : List.of(names.split("\\|", -1));
      }
    }
    return List.of();
  }
}
