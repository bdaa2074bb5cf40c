package io.sequences.monitoring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics and labels that an expression of PromQL names, as far as such an expression can be
 * read without a grammar: what is followed by a bracket is a function, and what is in the brackets
 * of a {@code by} is a label.
 */
final class PromQl {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^\\]]*\\]|[a-zA-Z_:][\\w:]*|\\d[\\w.]*|[!=]~|[!=<>]=|\\S");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");

  /** What is followed by a list of labels. */
  private static final Set<String> GROUPINGS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "offset", "bool");

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Set<String>> metrics = new LinkedHashMap<>();
  private final Set<String> grouped = new HashSet<>();
  private int at;

  private PromQl(String expression) {
    Matcher matcher = TOKEN.matcher(expression);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    while (at < tokens.size()) {
      read(tokens.get(at++));
    }
    metrics.values().forEach(labels -> labels.addAll(grouped));
  }

  /** Each metric of an expression, with the labels that it must have for it. */
  static Map<String, Set<String>> metrics(String expression) {
    return new PromQl(expression).metrics;
  }

  private void read(String token) {
    if (!NAME.matcher(token).matches() || OPERATORS.contains(token)) {
      return;
    }
    if (GROUPINGS.contains(token)) {
      labels("(", ")", grouped);
    } else if (!next().equals("(") && !GROUPINGS.contains(next())) {
      Set<String> labels = metrics.computeIfAbsent(token, name -> new HashSet<>());
      if (next().equals("{")) {
        labels("{", "}", labels);
      }
    }
  }

  /** The names in a list of labels, or of what they are to be. */
  private void labels(String open, String close, Set<String> into) {
    if (!next().equals(open)) {
      return;
    }
    while (at < tokens.size() && !tokens.get(at).equals(close)) {
      if (NAME.matcher(tokens.get(at)).matches()) {
        into.add(tokens.get(at));
      }
      at++;
    }
  }

  private String next() {
    return at < tokens.size() ? tokens.get(at) : "";
  }
}
