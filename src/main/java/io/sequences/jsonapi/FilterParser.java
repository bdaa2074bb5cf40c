package io.sequences.jsonapi;

import io.sequences.jsonapi.Query.Filter;
import io.sequences.jsonapi.Query.Operator;
import io.sequences.jsonapi.Query.Test;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the filters of a query, in either grammar.
 *
 * <p>The default one packs everything into the value: {@code a,b} is any of, {@code 5..10} a range
 * with {@code inf} and {@code neginf} as open ends. The new one puts operators into brackets and
 * leaves values as plain text. In both, {@code __null__} and {@code __notnull__} ask for absence
 * and presence.
 */
final class FilterParser {

  /** The most values of one filter. */
  static final int MAX_VALUES = 1_000;

  /** {@code filter[name][]}: any of several values, each in a parameter of its own. */
  private static final String ANY_OF = "";

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          ANY_OF,
          Operator.IS,
          "neq",
          Operator.IS_NOT,
          "gte",
          Operator.GTE,
          "gt",
          Operator.GT,
          "lte",
          Operator.LTE,
          "lt",
          Operator.LT);

  private final boolean newSyntax;
  private final List<ApiError> errors;

  /** Keyed by path and operator, so that the same filter given twice is found out. */
  private final Map<List<String>, Filter> filters = new LinkedHashMap<>();

  private FilterParser(boolean newSyntax, List<ApiError> errors) {
    this.newSyntax = newSyntax;
    this.errors = errors;
  }

  static List<Filter> parse(List<Parameter> parameters, boolean newSyntax, List<ApiError> errors) {
    FilterParser parser = new FilterParser(newSyntax, errors);
    for (Parameter parameter : parameters) {
      parser.add(parameter);
    }
    return List.copyOf(parser.filters.values());
  }

  private void add(Parameter parameter) {
    List<String> keys = parameter.keys();
    if (keys.isEmpty()) {
      refuse(parameter, "Name what to filter by, as in filter[name].");
      return;
    }
    String last = keys.get(keys.size() - 1);
    boolean operator = OPERATORS.containsKey(last);
    if (operator && !newSyntax) {
      refuse(parameter, "The operator [" + last + "] is known with newFilterSyntax=true only.");
      return;
    }
    List<String> path = operator ? keys.subList(0, keys.size() - 1) : keys;
    if (path.isEmpty() || path.contains("")) {
      refuse(parameter, "Name what to filter by, as in filter[name].");
    } else if (path.size() > 2) {
      refuse(parameter, "A filter follows one relationship at the most.");
    } else {
      addFilter(parameter, path, operator ? last : null);
    }
  }

  private void addFilter(Parameter parameter, List<String> path, String operator) {
    List<String> key = new ArrayList<>(path);
    key.add(operator == null ? "=" : operator);
    List<Test> tests =
        newSyntax ? List.of(test(operator, parameter.value())) : tests(parameter.value());
    Filter earlier = filters.get(key);
    if (earlier != null && ANY_OF.equals(operator)) {
      tests = new ArrayList<>(earlier.anyOf());
      tests.add(test(operator, parameter.value()));
    } else if (earlier != null) {
      refuse(parameter, "The filter stands twice, with different values.");
      return;
    }
    if (tests.size() > MAX_VALUES) {
      refuse(parameter, "A filter has at most " + MAX_VALUES + " values.");
      return;
    }
    filters.put(key, new Filter(parameter.name(), List.copyOf(path), List.copyOf(tests)));
  }

  private static List<Test> tests(String value) {
    List<Test> tests = new ArrayList<>();
    for (String alternative : value.split(",", MAX_VALUES + 2)) {
      int dots = alternative.indexOf("..");
      if (dots >= 0) {
        tests.add(
            new Test(
                Operator.RANGE, alternative.substring(0, dots), alternative.substring(dots + 2)));
      } else {
        tests.add(test(null, alternative));
      }
    }
    return tests;
  }

  private static Test test(String word, String value) {
    Operator operator = word == null ? Operator.IS : OPERATORS.get(word);
    boolean negated = operator == Operator.IS_NOT;
    boolean asksForNull = value.equals("__null__");
    boolean asksForEquality = operator == Operator.IS || negated;
    if (asksForEquality && (asksForNull || value.equals("__notnull__"))) {
      operator = asksForNull == negated ? Operator.IS_NOT_NULL : Operator.IS_NULL;
      return new Test(operator, "", null);
    }
    return new Test(operator, value, null);
  }

  private void refuse(Parameter parameter, String detail) {
    ApiError error = ApiError.parameter(Characters.printable(parameter.name()), detail);
    if (!errors.contains(error)) {
      errors.add(error);
    }
  }
}
