package io.sequences.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of PromQL that the files here use: others are not known until they are added. */
final class PromQlWords {

  enum Operand {
    SCALAR,
    STRING,
    VECTOR,
    RANGE
  }

  /** How tightly each operator binds. */
  static final Map<String, Integer> OPERATORS =
      Map.ofEntries(
          Map.entry("or", 1),
          Map.entry("and", 2),
          Map.entry("unless", 2),
          Map.entry("==", 3),
          Map.entry("!=", 3),
          Map.entry("<", 3),
          Map.entry("<=", 3),
          Map.entry(">", 3),
          Map.entry(">=", 3),
          Map.entry("+", 4),
          Map.entry("-", 4),
          Map.entry("*", 5),
          Map.entry("/", 5),
          Map.entry("%", 5));

  static final Set<String> OF_VECTORS = Set.of("or", "and", "unless");

  static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "avg", "count", "group");

  /** What each function is given; what it gives is a vector. */
  static final Map<String, List<Operand>> FUNCTIONS =
      Map.of(
          "rate", List.of(Operand.RANGE),
          "irate", List.of(Operand.RANGE),
          "increase", List.of(Operand.RANGE),
          "max_over_time", List.of(Operand.RANGE),
          "min_over_time", List.of(Operand.RANGE),
          "avg_over_time", List.of(Operand.RANGE),
          "absent", List.of(Operand.VECTOR),
          "histogram_quantile", List.of(Operand.SCALAR, Operand.VECTOR));

  private PromQlWords() {}
}
