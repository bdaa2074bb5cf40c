package io.sequences.fuzz;

import io.sequences.support.DescribedOperation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Query strings near those that an operation takes. */
final class HostileQuery {

  private static final List<String> OPERATORS =
      List.of("[]", "[gte]", "[gt]", "[lte]", "[lt]", "[neq]", "[like]", "[", "]", "[][]", "[id]");

  private static final List<String> GENERAL =
      List.of(
          "sort",
          "include",
          "count",
          "page[size]",
          "page[after]",
          "page[before]",
          "page[limit]",
          "page[offset]",
          "newFilterSyntax",
          "provideAuthorizationMeta",
          "fields[sequence]",
          "fields",
          "filter",
          "page");

  private static final Pattern ESCAPED_BRACKET = Pattern.compile("%5[BD]");

  private final Chance chance;
  private final List<String> names;
  private final List<String> values = new ArrayList<>(List.of("1", "true", "false", "10", "id"));

  HostileQuery(Chance chance, DescribedOperation operation, List<String> known) {
    this.chance = chance;
    List<String> described = operation.parameterNames("query");
    this.names = described.isEmpty() ? GENERAL : described;
    values.addAll(operation.sortKeys());
    values.addAll(operation.includes());
    values.addAll(known);
  }

  /** None, or one with its question mark. */
  String make() {
    int count = chance.below(6);
    StringBuilder query = new StringBuilder(chance.oneIn(3) ? "&newFilterSyntax=true" : "");
    for (int i = 0; i < count; i++) {
      query.append('&').append(encoded(name())).append('=').append(encoded(value()));
    }
    return query.isEmpty() ? "" : "?" + query.substring(1);
  }

  private String name() {
    String name = chance.oneIn(3) ? chance.of(GENERAL) : chance.of(names);
    return switch (chance.below(12)) {
      case 0 -> name + chance.text();
      case 1 -> chance.text();
      case 2, 3, 4 -> name + chance.of(OPERATORS);
      case 5 -> name.replace("[", "[" + chance.text());
      default -> name;
    };
  }

  private String value() {
    return switch (chance.below(4)) {
      case 0 -> chance.of(values);
      case 1 -> chance.of(values) + chance.of(List.of(",", ".", "..", "-", "")) + chance.of(values);
      default -> chance.text();
    };
  }

  /** Percent-encoded, but now and then as it stands, as far as a request line can have it. */
  private String encoded(String text) {
    if (chance.oneIn(10)) {
      return text.replaceAll("[\\s#&\0]", "");
    }
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    return chance.oneIn(2)
        ? encoded
        : ESCAPED_BRACKET
            .matcher(encoded)
            .replaceAll(found -> Matcher.quoteReplacement(found.group().equals("%5B") ? "[" : "]"));
  }
}
