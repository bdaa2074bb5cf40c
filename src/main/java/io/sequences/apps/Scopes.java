package io.sequences.apps;

import io.sequences.access.Caller.Permission;
import io.sequences.catalog.Catalog;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Scopes, of which {@code <collection>.all} stands for the three others of its collection. */
record Scopes(List<String> words) {

  private static final String ALL = "all";

  /** Every scope that there is. */
  static Set<String> known(Catalog catalog) {
    Set<String> known = new LinkedHashSet<>();
    catalog
        .types()
        .forEach(
            type -> {
              Arrays.stream(Permission.values()).map(each -> each.scope(type)).forEach(known::add);
              known.add(type.scope() + "." + ALL);
            });
    return known;
  }

  /** Whether they permit all that this scope does. */
  boolean cover(String scope) {
    return words.contains(scope) || words.contains(collection(scope) + "." + ALL);
  }

  /** What both they and others permit. */
  Scopes within(Scopes others) {
    return new Scopes(
        words.stream()
            .flatMap(
                scope ->
                    others.cover(scope) ? Stream.of(scope) : parts(scope).filter(others::cover))
            .toList());
  }

  /** The scopes that a scope stands for. */
  private static Stream<String> parts(String scope) {
    return scope.endsWith("." + ALL)
        ? Arrays.stream(Permission.values()).map(each -> each.scope(collection(scope)))
        : Stream.empty();
  }

  private static String collection(String scope) {
    return scope.substring(0, Math.max(0, scope.lastIndexOf('.')));
  }
}
