package io.sequences.app;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sequences.access.RequestCount;
import io.sequences.database.Gate;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Turns requests of the API away before they cost anything, their tokens unseen, while the database
 * is so busy that they would wait in vain. An instance that first looked at each token would spend
 * on refusals what it needs for the requests that it has let in. For the same reason only those are
 * counted whose token is known already.
 */
@Singleton
class Overload {

  /** After the checks of the head, and before the request's time begins. */
  private static final int BEFORE_DEADLINE = 9_500;

  private final Gate gate;

  private final EarlyRefusals refusals;

  Overload(Gate gate, EarlyRefusals refusals) {
    this.gate = gate;
    this.refusals = refusals;
  }

  void filter(@Observes Filters filters) {
    filters.register(this::check, BEFORE_DEADLINE);
  }

  private void check(RoutingContext routing) {
    if (routing.normalizedPath().startsWith(RequestCount.API) && gate.turnAwayIfHopeless()) {
      refusals.refuse(
          routing,
          ApiError.of(
              ErrorCode.OVERLOADED,
              "The service has too much to do. Nothing was done; try again later."));
      return;
    }
    routing.next();
  }
}
