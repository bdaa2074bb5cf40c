package io.sequences.app;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sequences.access.RequestCount;
import io.sequences.jsonapi.ApiException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers OPTIONS with the methods that a refusal of one would name. The framework would name those
 * of all collections at each, and at addresses that lead nowhere. No token is needed, as none is
 * for that refusal.
 */
@Singleton
class OptionsAnswer {

  /** Behind what answers browsers that ask before they send, and ahead of authentication. */
  private static final int AFTER_CORS = 250;

  private final Routes routes;
  private final AllowedMethods allowed;
  private final EarlyRefusals refusals;

  OptionsAnswer(Routes routes, AllowedMethods allowed, EarlyRefusals refusals) {
    this.routes = routes;
    this.allowed = allowed;
    this.refusals = refusals;
  }

  void filter(@Observes Filters filters) {
    filters.register(this::answer, AFTER_CORS);
  }

  private void answer(RoutingContext routing) {
    String path = routing.normalizedPath();
    if (!routing.request().method().equals(HttpMethod.OPTIONS)
        || !path.startsWith(RequestCount.API)) {
      routing.next();
      return;
    }
    if (routes.of(path).equals(Routes.UNKNOWN)) {
      refusals.refuse(routing, HttpErrors.error(404));
      return;
    }
    routing.response().putHeader("Allow", allowed.at(path));
    refusals
        .count(routing)
        .subscribe()
        .with(counted -> end(routing), beyondLimit -> refuse(routing, beyondLimit));
  }

  private static void end(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    // A key may have to be fetched, and the client may not have waited for that.
    if (!response.headWritten() && !response.closed()) {
      response.setStatusCode(204).end();
    }
  }

  private void refuse(RoutingContext routing, Throwable failure) {
    if (failure instanceof ApiException beyondLimit) {
      refusals.refuse(routing, beyondLimit.errors().get(0));
    } else {
      routing.fail(failure);
    }
  }
}
