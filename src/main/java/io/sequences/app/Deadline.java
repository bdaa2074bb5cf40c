package io.sequences.app;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sequences.access.RequestCount;
import io.sequences.catalog.Catalog;
import io.sequences.database.RequestEnd;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives every request of the API a time from its head to its answer, its body included. At the end
 * of it the client is told and the connection closed. A read that is under way is broken off, and
 * its connection of the database closed; a write does not begin its next statement, and is rolled
 * back, unless it had been done by then and was being committed. Streams of events have no end, nor
 * have exports that have begun; they have a limit on how long nothing comes, or is taken.
 */
@Singleton
class Deadline {

  /** After the refusals that need nothing but the head. */
  private static final int AFTER_CHECKS = 9_000;

  private final Catalog catalog;
  private final ErrorAnswer answer;
  private final Duration ordinary;
  private final Duration bulk;

  Deadline(
      Catalog catalog,
      ErrorAnswer answer,
      @ConfigProperty(name = "sequences.limits.request") Duration ordinary,
      @ConfigProperty(name = "sequences.limits.bulk-request") Duration bulk) {
    this.catalog = catalog;
    this.answer = answer;
    this.ordinary = ordinary;
    this.bulk = bulk;
  }

  void filter(@Observes Filters filters) {
    filters.register(this::begin, AFTER_CHECKS);
  }

  private void begin(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    String path = routing.normalizedPath();
    Body body = Body.of(request.method(), path, catalog);
    Promise<Void> end = Promise.promise();
    routing.addEndHandler(ended -> end.tryComplete());
    if (path.startsWith(RequestCount.API) && !body.isStream(request.getHeader("Content-Type"))) {
      Duration given = body == Body.DOCUMENT ? ordinary : bulk;
      long timer =
          routing
              .vertx()
              .setTimer(
                  given.toMillis(),
                  late -> {
                    end.tryFail(new TimeoutException("The request was given up"));
                    overrun(routing, given);
                  });
      routing.addEndHandler(ended -> routing.vertx().cancelTimer(timer));
      if (ExportRequest.format(request, path, catalog).isPresent()) {
        routing.addHeadersEndHandler(begun -> routing.vertx().cancelTimer(timer));
      }
    }
    RequestEnd.is(end.future());
    routing.next();
  }

  private void overrun(RoutingContext routing, Duration given) {
    HttpServerRequest request = routing.request();
    if (routing.response().ended()) {
      return;
    }
    ApiError error =
        request.isEnded() || !HttpErrors.hasBody(request)
            ? ApiError.of(
                ErrorCode.OVERLOADED,
                "The request was not done within %d ms, and was given up. Try again; a write may"
                        .formatted(given.toMillis())
                    + " have been done all the same, so look before you repeat one.")
            : ApiError.of(
                ErrorCode.MALFORMED_REQUEST,
                "The body was not all there within %d ms.".formatted(given.toMillis()));
    routing.response().putHeader("Connection", "close");
    answer.send(routing, error).onComplete(sent -> request.connection().close());
  }
}
