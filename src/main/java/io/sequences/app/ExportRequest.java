package io.sequences.app;

import io.sequences.catalog.Catalog;
import io.sequences.jsonapi.Accept;
import io.sequences.jsonapi.ExportFormat;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * Tells requests for a collection as a whole from all others, by where they go and what they
 * accept.
 */
final class ExportRequest {

  private ExportRequest() {}

  /**
   * The form that is asked for.
   *
   * @param path as the routes see it
   */
  static Optional<ExportFormat> format(HttpServerRequest request, String path, Catalog catalog) {
    return isPossible(request, path, catalog)
        ? format(request.headers().getAll("Accept"))
        : Optional.empty();
  }

  /** Whether it could be one, since it reads a collection: what it accepts decides. */
  static boolean isPossible(HttpServerRequest request, String path, Catalog catalog) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    String[] segments = AllowedMethods.segments(path);
    return reads && segments.length == 1 && catalog.byPath(segments[0]) != null;
  }

  /** The form that these values of the header Accept ask for. */
  static Optional<ExportFormat> format(List<String> accept) {
    return accept(accept).export();
  }

  /** What these values of the header Accept say together. */
  static Accept accept(List<String> values) {
    return Accept.of(String.join(",", values));
  }
}
