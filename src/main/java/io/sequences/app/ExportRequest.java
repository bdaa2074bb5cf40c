package io.sequences.app;

import io.sequences.catalog.Catalog;
import io.sequences.jsonapi.ExportFormat;
import io.sequences.read.Exchange;
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
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    if (!reads || !path.startsWith(Exchange.BASE_PATH + "/")) {
      return Optional.empty();
    }
    String below = path.substring(Exchange.BASE_PATH.length() + 1);
    String collection = below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
    return catalog.byPath(collection) == null
        ? Optional.empty()
        : format(request.headers().getAll("Accept"));
  }

  /** The form that these values of the header Accept ask for. */
  static Optional<ExportFormat> format(List<String> accept) {
    return ExportFormat.preferred(String.join(",", accept));
  }
}
