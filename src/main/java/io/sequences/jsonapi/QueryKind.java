package io.sequences.jsonapi;

import java.util.Set;

/** What is asked, and the families of parameters that it can be asked with. */
enum QueryKind {
  /** One resource, or the answer to a write. */
  RESOURCE,
  /** The answer to an action. */
  ACTION,
  /** A page of a collection. */
  PAGE,
  /**
   * A collection as lines, without what only a document has: pages, and something beside its
   * resources.
   */
  LINES,
  /** A collection as a table. */
  TABLE,
  /** Nothing that one could ask for. */
  NOTHING;

  private static final Set<String> OF_RESOURCES =
      Set.of("include", "fields", "provideAuthorizationMeta");
  private static final Set<String> OF_ACTIONS =
      Set.of("include", "fields", "provideAuthorizationMeta", "actionParams");
  private static final Set<String> OF_PAGES =
      Set.of(
          "filter",
          "sort",
          "page",
          "include",
          "fields",
          "count",
          "newFilterSyntax",
          "provideAuthorizationMeta");
  private static final Set<String> OF_LINES =
      Set.of("filter", "sort", "fields", "newFilterSyntax", "provideAuthorizationMeta");
  private static final Set<String> OF_TABLES =
      Set.of("filter", "sort", "fields", "newFilterSyntax");

  Set<String> families() {
    return switch (this) {
      case RESOURCE -> OF_RESOURCES;
      case ACTION -> OF_ACTIONS;
      case PAGE -> OF_PAGES;
      case LINES -> OF_LINES;
      case TABLE -> OF_TABLES;
      case NOTHING -> Set.of();
    };
  }

  /** Why a parameter of another family is refused. */
  String refusal(String family) {
    boolean ofPages = OF_PAGES.contains(family);
    if (ofPages && (this == LINES || this == TABLE)) {
      return switch (family) {
        case "include" -> "An export has no included resources; leave it out.";
        case "provideAuthorizationMeta" ->
            "A table has no columns for rights; leave it out, or ask for lines.";
        default -> "An export has no pages; leave it out.";
      };
    }
    return "The parameter is not known"
        + (ofPages ? " here" : "")
        + "."
        + Names.hint(family, families());
  }
}
