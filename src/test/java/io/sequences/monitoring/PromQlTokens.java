package io.sequences.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of an expression of PromQL, one after another. */
final class PromQlTokens {

  static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
  static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?");
  static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

  /** Its units from the largest to the smallest, each once; or one of Grafana's. */
  static final Pattern DURATION =
      Pattern.compile(
          "\\$__\\w+|(?=\\d)(?:\\d+y)?(?:\\d+w)?(?:\\d+d)?(?:\\d+h)?(?:\\d+m(?!s))?(?:\\d+s)?(?:\\d+ms)?"
              + "(?<=\\d(?:ms|[smhdwy]))");

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(%s|%s\\b|%s\\b|%s|[!=]~|[!=<>]=|[-+*/%%^<>=(){}\\[\\],:@])\\s*"
              .formatted(STRING, DURATION, NUMBER, NAME));

  private final List<String> tokens = new ArrayList<>();
  private int at;

  /** Cuts an expression up; fails for what is no token. */
  PromQlTokens(String expression) {
    Matcher matcher = TOKEN.matcher(expression);
    int end = 0;
    while (end < expression.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException("no token: " + expression.substring(end));
      }
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
  }

  /** The next one, or nothing at the end. */
  String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  String next() {
    String token = peek();
    at++;
    return token;
  }

  /** Passes the next one, if it is this. */
  boolean accept(String token) {
    boolean is = peek().equals(token);
    if (is) {
      at++;
    }
    return is;
  }

  /** Passes the next one, which must be this. */
  void expect(String token) {
    if (!accept(token)) {
      throw refused("instead of " + (token.isEmpty() ? "the end" : token));
    }
  }

  /** Passes the next one, which must be of this form. */
  String expect(Pattern form, String what) {
    if (!form.matcher(peek()).matches() || peek().isEmpty()) {
      throw refused("is no " + what);
    }
    return next();
  }

  /** What is wrong with the next one. */
  IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "'%s' after '%s' %s"
            .formatted(
                peek(), String.join(" ", tokens.subList(0, Math.min(at, tokens.size()))), why));
  }
}
