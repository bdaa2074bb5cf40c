package io.sequences.app;

import io.sequences.apps.AppResource;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Operation;
import io.sequences.mailing.MailingEventResource;
import io.sequences.read.Exchange;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The methods of a route that exists: the catalogue knows what may be done to a type, and the
 * framework does not.
 */
@Singleton
class AllowedMethods {

  private final Catalog catalog;

  AllowedMethods(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The methods at a path, as the header Allow has them. */
  String at(String path) {
    List<String> methods = new ArrayList<>(of(path));
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }

  private List<String> of(String path) {
    if (path.startsWith(AppResource.BASE_PATH + "/")) {
      return ofApps(path.substring(AppResource.BASE_PATH.length() + 1).split("/"));
    }
    String[] segments = segments(path);
    if (segments.length == 0) {
      return List.of("GET", "HEAD");
    }
    if (segments.length > 2 || segments[0].equals(MailingEventResource.PATH)) {
      return List.of("POST");
    }
    Set<Operation> operations = catalog.byPath(segments[0]).operations();
    List<String> methods = new ArrayList<>(List.of("GET", "HEAD"));
    if (segments.length == 1 && operations.contains(Operation.CREATE)) {
      methods.add("POST");
    }
    if (segments.length == 2 && operations.contains(Operation.UPDATE)) {
      methods.add("PATCH");
    }
    if (segments.length == 2 && operations.contains(Operation.DELETE)) {
      methods.add("DELETE");
    }
    return methods;
  }

  private static List<String> ofApps(String[] segments) {
    return switch (segments.length) {
      case 1 -> List.of("GET", "HEAD", "POST");
      case 2 -> List.of("GET", "HEAD", "PATCH", "DELETE");
      default -> List.of("POST");
    };
  }

  /** The segments of a path below the base path; none of one that leads elsewhere. */
  static String[] segments(String path) {
    if (!path.startsWith(Exchange.BASE_PATH + "/")) {
      return new String[0];
    }
    String below = path.substring(Exchange.BASE_PATH.length() + 1);
    // A slash at the end leads to the same route.
    String route = below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
    return route.split("/", -1);
  }
}
