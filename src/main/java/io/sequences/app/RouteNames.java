package io.sequences.app;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Tells traces, and the metrics of requests that get no answer, what route a request took. The
 * routes of the API have the collection as a parameter, so the framework's own word for them would
 * be the same for all collections; where no route is reached, it would be the path.
 */
@Singleton
class RouteNames {

  /** Where Quarkus looks for it. */
  private static final String NAME = "UrlPathTemplate";

  /** Before anything answers. */
  private static final int FIRST = 20_001;

  private final Routes routes;

  RouteNames(Routes routes) {
    this.routes = routes;
  }

  void filter(@Observes Filters filters) {
    filters.register(this::begin, FIRST);
  }

  private void begin(RoutingContext routing) {
    if (VertxContext.isOnDuplicatedContext()) {
      String name = routes.of(routing.request());
      Context request = Vertx.currentContext();
      ContextLocals.put(NAME, name);
      // The framework has put its own there meanwhile.
      routing.addHeadersEndHandler(answered -> request.putLocal(NAME, name));
    }
    routing.next();
  }
}
