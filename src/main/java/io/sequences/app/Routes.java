package io.sequences.app;

import io.sequences.apps.AppResource;
import io.sequences.apps.KeySetResource;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ErrorCatalogue;
import io.sequences.mailing.MailingEventResource;
import io.sequences.read.Exchange;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * What metrics, traces and the log call the paths of requests: by the template of the route, with
 * the collection in it, as {@code /api/v2/sequences/{id}}. There are as many names as routes,
 * whatever paths clients think of.
 */
@Singleton
class Routes {

  /** What leads nowhere. */
  static final String UNKNOWN = "UNKNOWN";

  /**
   * What the name of a collection has behind it when the whole of it is asked for: that takes as
   * long as there are rows, and must not be taken for a slow page.
   */
  static final String EXPORT = "#export";

  private static final String ID = "/{id}";
  private static final String ACTIONS = "actions";

  /** Of applications, whose routes are no collections of the catalogue. */
  private static final List<String> APPS =
      List.of(AppResource.BASE_PATH + "/apps", AppResource.BASE_PATH + "/installs");

  private static final Set<String> APP_ACTIONS = Set.of("setupToken", "accessToken");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

  /** Metrics and traces leave out what begins with /q/, and know it by that. */
  private static final Set<String> OTHERS =
      Set.of(
          "/q/metrics",
          "/q/openapi",
          "/q/health",
          "/q/health/live",
          "/q/health/ready",
          "/q/health/started",
          KeySetResource.PATH,
          ErrorCatalogue.PATH,
          Exchange.BASE_PATH + "/" + MailingEventResource.PATH);

  private final Catalog catalog;

  Routes(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The method of a request, if it is one that there is anywhere. */
  static String method(HttpServerRequest request) {
    String method = request.method().name();
    return METHODS.contains(method) ? method : "OTHER";
  }

  /** What a request is called by where it goes, and whether it is for a page or an export. */
  String of(HttpServerRequest request) {
    String path = request.path();
    if (path == null) {
      return UNKNOWN;
    }
    String name = of(path);
    return ExportRequest.format(request, path, catalog).isPresent() ? name + EXPORT : name;
  }

  /** The method and the name of a request. */
  String withMethod(HttpServerRequest request) {
    return method(request) + " " + of(request);
  }

  /** The template that a path follows. */
  String of(String path) {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (OTHERS.contains(trimmed)) {
      return trimmed;
    }
    for (String collection : APPS) {
      if (isWithin(collection, trimmed)) {
        return member(collection, trimmed, APP_ACTIONS);
      }
    }
    if (!trimmed.startsWith(Exchange.BASE_PATH + "/")) {
      return UNKNOWN;
    }
    int end = trimmed.indexOf('/', Exchange.BASE_PATH.length() + 1);
    String collection = end < 0 ? trimmed : trimmed.substring(0, end);
    ResourceType type = catalog.byPath(collection.substring(Exchange.BASE_PATH.length() + 1));
    return type == null ? UNKNOWN : member(collection, trimmed, type.actions().keySet());
  }

  private static boolean isWithin(String collection, String path) {
    return path.startsWith(collection)
        && (path.length() == collection.length() || path.charAt(collection.length()) == '/');
  }

  /** The template of a path at or below a collection. */
  private static String member(String collection, String path, Set<String> actions) {
    if (path.length() == collection.length()) {
      return collection;
    }
    String[] below = path.substring(collection.length() + 1).split("/", -1);
    if (below.length == 1) {
      return collection + ID;
    }
    boolean action = below.length == 3 && below[1].equals(ACTIONS) && actions.contains(below[2]);
    return action ? collection + ID + "/" + ACTIONS + "/" + below[2] : UNKNOWN;
  }
}
