package io.sequences.jsonapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a query string: the first stage of a request. It refuses what is wrong whatever the
 * resource type is: unknown families, values of the wrong form, parameters that contradict each
 * other. All faults are reported together.
 */
public final class QueryParser {

  /** The size of a page unless {@code page[size]} or {@code page[limit]} says otherwise. */
  public static final int DEFAULT_PAGE_SIZE = 50;

  /** The largest page. */
  public static final int MAX_PAGE_SIZE = 1_000;

  /** The furthest start of an offset page; deeper pages are reached by cursor. */
  public static final int MAX_OFFSET = 10_000;

  /** The most keys that one request sorts by. */
  public static final int MAX_SORT_KEYS = 10;

  /** The deepest path of an include. */
  public static final int MAX_INCLUDE_DEPTH = 3;

  /** The most paths that one request includes. */
  public static final int MAX_INCLUDES = 20;

  private final List<ApiError> errors = new ArrayList<>();
  private final Map<String, Parameter> single = new LinkedHashMap<>();
  private final QueryKind kind;
  private final List<Parameter> parameters;

  private QueryParser(String raw, QueryKind kind) {
    this.kind = kind;
    this.parameters = Parameter.parse(raw, errors);
  }

  /** Reads the query of a request for a collection. */
  public static Query forCollection(String raw) {
    return new QueryParser(raw, QueryKind.PAGE).parse();
  }

  /** Reads the query of a request for a collection as a whole. */
  public static Query forExport(String raw, ExportFormat format) {
    return new QueryParser(
            raw,
            switch (format) {
              case NDJSON -> QueryKind.LINES;
              case CSV -> QueryKind.TABLE;
            })
        .parse();
  }

  /** Reads the query of a request for, or a write of, one resource. */
  public static Query forResource(String raw) {
    return new QueryParser(raw, QueryKind.RESOURCE).parse();
  }

  /** Reads the query of an action on one resource. */
  public static Query forAction(String raw) {
    return new QueryParser(raw, QueryKind.ACTION).parse();
  }

  /** Refuses every parameter, where there is nothing that one could ask for. */
  public static void forNothing(String raw) {
    new QueryParser(raw, QueryKind.NOTHING).parse();
  }

  private Query parse() {
    for (Parameter parameter : parameters) {
      check(parameter);
    }
    Query query =
        new Query(
            filters(),
            sort(),
            new PageParser(single, this::refuse).parse(),
            include(),
            fields(),
            flag("count"),
            flag("provideAuthorizationMeta"),
            actionParams());
    ApiException.throwIfAny(errors);
    return query;
  }

  private void check(Parameter parameter) {
    if (!kind.families().contains(parameter.family())) {
      refuse(parameter, kind.refusal(parameter.family()));
      return;
    }
    switch (parameter.family()) {
      case "filter" -> {}
      case "fields", "page", "actionParams" -> {
        if (parameter.keys().size() != 1 || parameter.keys().get(0).isEmpty()) {
          refuse(parameter, "Write it as " + parameter.family() + "[…], with one name.");
        } else {
          addSingle(parameter);
        }
      }
      default -> {
        if (parameter.keys().isEmpty()) {
          addSingle(parameter);
        } else {
          refuse(parameter, "'" + parameter.family() + "' takes no brackets.");
        }
      }
    }
  }

  private void addSingle(Parameter parameter) {
    if (single.putIfAbsent(parameter.name(), parameter) != null) {
      refuse(parameter, "The parameter stands twice, with different values.");
    }
  }

  private List<Query.Filter> filters() {
    List<Parameter> filters = parameters.stream().filter(p -> p.family().equals("filter")).toList();
    if (!kind.families().contains("filter")) {
      return List.of();
    }
    return FilterParser.parse(filters, flag("newFilterSyntax"), errors);
  }

  private List<Query.SortKey> sort() {
    Parameter sort = single.get("sort");
    if (sort == null) {
      return List.of();
    }
    List<Query.SortKey> keys = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String key : sort.value().split(",", MAX_SORT_KEYS + 2)) {
      boolean descending = key.startsWith("-");
      String name = descending ? key.substring(1) : key;
      if (name.isEmpty()) {
        refuse(sort, "A sort key is empty.");
      } else if (!seen.add(name)) {
        refuse(sort, "The sort key " + Names.quote(name) + " stands twice.");
      }
      keys.add(new Query.SortKey(name, descending));
    }
    if (keys.size() > MAX_SORT_KEYS) {
      refuse(sort, "A query sorts by at most " + MAX_SORT_KEYS + " keys.");
      return List.of();
    }
    return keys;
  }

  private List<List<String>> include() {
    Parameter include = single.get("include");
    if (include == null || include.value().isEmpty()) {
      return List.of();
    }
    List<List<String>> paths = new ArrayList<>();
    for (String path : include.value().split(",", MAX_INCLUDES + 1)) {
      List<String> names = List.of(path.split("\\.", -1));
      if (names.contains("")) {
        refuse(include, "A path of include has an empty name.");
      } else if (names.size() > MAX_INCLUDE_DEPTH) {
        refuse(include, "A path of include has at most " + MAX_INCLUDE_DEPTH + " names.");
      } else {
        paths.add(names);
      }
    }
    if (paths.size() > MAX_INCLUDES) {
      refuse(include, "A query includes at most " + MAX_INCLUDES + " paths.");
    }
    return paths;
  }

  private Map<String, List<String>> fields() {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (Parameter parameter : single.values()) {
      if (parameter.family().equals("fields")) {
        String names = parameter.value();
        fields.put(
            parameter.keys().get(0), names.isEmpty() ? List.of() : List.of(names.split(",", -1)));
      }
    }
    return fields;
  }

  private Map<String, String> actionParams() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameter parameter : single.values()) {
      if (parameter.family().equals("actionParams")) {
        values.put(parameter.keys().get(0), parameter.value());
      }
    }
    return values;
  }

  private boolean flag(String name) {
    Parameter parameter = single.get(name);
    if (parameter == null) {
      return false;
    }
    return switch (parameter.value()) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        refuse(parameter, "The value must be true or false.");
        yield false;
      }
    };
  }

  private void refuse(Parameter parameter, String detail) {
    ApiError error = ApiError.parameter(Characters.printable(parameter.name()), detail);
    if (!errors.contains(error)) {
      errors.add(error);
    }
  }
}
