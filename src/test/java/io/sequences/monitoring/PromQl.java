package io.sequences.monitoring;

import io.sequences.monitoring.PromQlWords.Operand;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An expression of PromQL, read by the language's grammar as far as the files here use it: what is
 * not of the grammar, or is no function that is known here, or does not fit a function, fails.
 */
public final class PromQl {

  /**
   * What a part of the expression comes to.
   *
   * @param labels that are left of those of its metrics; all, if it does not say
   * @param selector whether it is the name of a metric, perhaps with conditions
   */
  private record Part(Operand type, Optional<Set<String>> labels, boolean selector) {

    static Part of(Operand type) {
      return new Part(type, Optional.empty(), false);
    }
  }

  /** A metric that is named, with the labels that it must have for that. */
  private record Metric(String name, Set<String> labels) {}

  /** What the buckets of a histogram are told apart by. */
  private static final String BUCKET = "le";

  private final PromQlTokens tokens;
  private final List<Metric> metrics = new ArrayList<>();
  private final Part whole;

  /** Reads an expression. */
  public PromQl(String expression) {
    tokens = new PromQlTokens(expression);
    whole = binary(1);
    tokens.expect("");
  }

  /** Whether a text is a duration as Prometheus writes it. */
  public static boolean isDuration(String text) {
    return !text.isEmpty() && PromQlTokens.DURATION.matcher(text).matches();
  }

  /** Each metric of the expression, with the labels that it must have for it. */
  Map<String, Set<String>> metrics() {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    metrics.forEach(
        metric ->
            all.computeIfAbsent(metric.name(), name -> new HashSet<>()).addAll(metric.labels()));
    return all;
  }

  /** The labels that its values have, or nothing where they have all those of its metrics. */
  Optional<Set<String>> labels() {
    return whole.labels();
  }

  private Part binary(int loosest) {
    int first = metrics.size();
    Part left = unary();
    while (PromQlWords.OPERATORS.getOrDefault(tokens.peek(), 0) >= loosest) {
      String operator = tokens.next();
      tokens.accept("bool");
      Set<String> matched = tokens.accept("on") ? names() : Set.of();
      Part right = binary(PromQlWords.OPERATORS.get(operator) + 1);
      need(metrics.subList(first, metrics.size()), matched);
      left = combined(operator, left, right);
    }
    return left;
  }

  private Part combined(String operator, Part left, Part right) {
    Set<Operand> types = EnumSet.of(left.type(), right.type());
    Set<Operand> permitted =
        PromQlWords.OF_VECTORS.contains(operator)
            ? Set.of(Operand.VECTOR)
            : Set.of(Operand.SCALAR, Operand.VECTOR);
    if (!permitted.containsAll(types)) {
      throw tokens.refused("ends operands that are not for " + operator);
    }
    if (!types.contains(Operand.VECTOR)) {
      return Part.of(Operand.SCALAR);
    }
    if (operator.equals("or") && left.labels().isPresent() && right.labels().isPresent()) {
      Set<String> either = new TreeSet<>(left.labels().get());
      either.addAll(right.labels().get());
      return new Part(Operand.VECTOR, Optional.of(either), false);
    }
    return new Part(
        Operand.VECTOR, left.type() == Operand.VECTOR ? left.labels() : right.labels(), false);
  }

  private Part unary() {
    if (tokens.accept("-")) {
      return unary();
    }
    Part part = primary();
    if (part.selector() && tokens.accept("[")) {
      duration();
      tokens.expect("]");
      part = new Part(Operand.RANGE, part.labels(), true);
    }
    if (part.selector() && tokens.accept("offset")) {
      duration();
    }
    return part;
  }

  private void duration() {
    tokens.expect(PromQlTokens.DURATION, "duration");
  }

  private Part primary() {
    if (tokens.accept("(")) {
      Part inner = binary(1);
      tokens.expect(")");
      return new Part(inner.type(), inner.labels(), false);
    }
    if (PromQlTokens.NUMBER.matcher(tokens.peek()).matches()) {
      tokens.next();
      return Part.of(Operand.SCALAR);
    }
    if (PromQlTokens.STRING.matcher(tokens.peek()).matches()) {
      tokens.next();
      return Part.of(Operand.STRING);
    }
    if (PromQlWords.OPERATORS.containsKey(tokens.peek())) {
      throw tokens.refused("has nothing before it");
    }
    String name = tokens.expect(PromQlTokens.NAME, "metric, function or number");
    if (PromQlWords.AGGREGATIONS.contains(name)) {
      return aggregation();
    }
    return tokens.accept("(") ? call(name) : selector(name);
  }

  private Part aggregation() {
    int first = metrics.size();
    Optional<Set<String>> before = grouping();
    tokens.expect("(");
    argument(Operand.VECTOR);
    tokens.expect(")");
    Set<String> kept = before.or(this::grouping).orElse(Set.of());
    need(metrics.subList(first, metrics.size()), kept);
    return new Part(Operand.VECTOR, Optional.of(kept), false);
  }

  private Optional<Set<String>> grouping() {
    return tokens.accept("by") ? Optional.of(names()) : Optional.empty();
  }

  private Part argument(Operand wanted) {
    Part part = binary(1);
    if (part.type() != wanted) {
      throw tokens.refused("ends what is a " + part.type() + " and no " + wanted);
    }
    return part;
  }

  private Part call(String function) {
    List<Operand> wanted = PromQlWords.FUNCTIONS.get(function);
    if (wanted == null) {
      throw tokens.refused("follows an unknown function " + function);
    }
    int first = metrics.size();
    Part last = Part.of(Operand.SCALAR);
    for (int i = 0; i < wanted.size(); i++) {
      if (i > 0) {
        tokens.expect(",");
      }
      last = argument(wanted.get(i));
    }
    tokens.expect(")");
    return switch (function) {
      case "histogram_quantile" -> quantile(last);
      case "absent" ->
          new Part(Operand.VECTOR, Optional.of(Set.copyOf(metrics.get(first).labels())), false);
      default -> new Part(Operand.VECTOR, last.labels(), false);
    };
  }

  private Part quantile(Part buckets) {
    if (buckets.labels().isPresent() && !buckets.labels().get().contains(BUCKET)) {
      throw tokens.refused("ends a histogram_quantile of what has no " + BUCKET);
    }
    Optional<Set<String>> left =
        buckets
            .labels()
            .map(
                labels -> {
                  Set<String> others = new TreeSet<>(labels);
                  others.remove(BUCKET);
                  return others;
                });
    return new Part(Operand.VECTOR, left, false);
  }

  private Part selector(String name) {
    Metric metric = new Metric(name, new TreeSet<>());
    metrics.add(metric);
    if (tokens.accept("{")) {
      while (!tokens.accept("}")) {
        metric.labels().add(tokens.expect(PromQlTokens.NAME, "label"));
        if (!List.of("=", "!=", "=~", "!~").contains(tokens.next())) {
          throw tokens.refused("follows no comparison of a label");
        }
        tokens.expect(PromQlTokens.STRING, "text");
        if (!tokens.peek().equals("}")) {
          tokens.expect(",");
        }
      }
    }
    return new Part(Operand.VECTOR, Optional.empty(), true);
  }

  /** A list of labels. */
  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    tokens.expect("(");
    while (!tokens.accept(")")) {
      names.add(tokens.expect(PromQlTokens.NAME, "label"));
      if (!tokens.peek().equals(")")) {
        tokens.expect(",");
      }
    }
    return names;
  }

  private static void need(List<Metric> metrics, Set<String> labels) {
    metrics.forEach(metric -> metric.labels().addAll(labels));
  }
}
