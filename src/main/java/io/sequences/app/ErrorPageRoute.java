package io.sequences.app;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sequences.jsonapi.ErrorCatalogue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Serves the catalogue of errors to everybody, without a token and uncounted, and ahead of all that
 * can be in trouble: whoever reads it may do so because the database is missing or has too much to
 * do.
 */
@Singleton
class ErrorPageRoute {

  /** After the checks of the head, and before requests are turned away. */
  private static final int BEFORE_OVERLOAD = 9_900;

  private final AllowedMethods allowed;
  private final EarlyRefusals refusals;
  private final Buffer page = Buffer.buffer(ErrorPage.html());
  private final String policy = ErrorPage.policy();

  ErrorPageRoute(AllowedMethods allowed, EarlyRefusals refusals) {
    this.allowed = allowed;
    this.refusals = refusals;
  }

  void filter(@Observes Filters filters) {
    filters.register(this::answer, BEFORE_OVERLOAD);
  }

  private void answer(RoutingContext routing) {
    String path = routing.normalizedPath();
    if (!path.equals(ErrorCatalogue.PATH) && !path.equals(ErrorCatalogue.PATH + "/")) {
      routing.next();
      return;
    }
    HttpMethod method = routing.request().method();
    if (method.equals(HttpMethod.OPTIONS)) {
      routing.response().setStatusCode(204).putHeader("Allow", allowed.at(path)).end();
      return;
    }
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      routing.response().putHeader("Allow", allowed.at(path));
      refusals.refuse(routing, HttpErrors.error(405));
      return;
    }
    routing
        .response()
        .putHeader("Content-Type", "text/html;charset=utf-8")
        .putHeader("Content-Security-Policy", policy)
        // The page is the same for everybody, but its head has the id of a request.
        .putHeader("Cache-Control", "private, max-age=300");
    if (method.equals(HttpMethod.HEAD)) {
      routing.response().putHeader("Content-Length", Integer.toString(page.length())).end();
    } else {
      routing.response().end(page);
    }
  }
}
