package io.sequences.app;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Tells browsers and caches what they may do with answers: nothing. They are private data and no
 * pages; only the pages that describe the API (Swagger UI, the dev console) may run and load what
 * they bring.
 */
@Singleton
class AnswerHeaders {

  /** After the request has its id. */
  private static final int EARLY = 19_000;

  private static final String PAGES = "/q/";

  void filter(@Observes Filters filters) {
    filters.register(AnswerHeaders::begin, EARLY);
  }

  private static void begin(RoutingContext routing) {
    put(routing);
    routing.next();
  }

  /** Puts them into the answer to a request. */
  static void put(RoutingContext routing) {
    MultiMap headers = routing.response().headers();
    headers.set("X-Content-Type-Options", "nosniff").set("Referrer-Policy", "no-referrer");
    if (!isPage(routing)) {
      headers
          .set("Cache-Control", "no-store")
          .set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
    if ("https".equals(routing.request().scheme())) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
  }

  private static boolean isPage(RoutingContext routing) {
    try {
      return routing.normalizedPath().startsWith(PAGES);
    } catch (IllegalArgumentException halfAnEscape) {
      return false;
    }
  }
}
