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

  /** What is the same for everybody, and says itself for how long it may be kept. */
  private static final String PUBLISHED = "/.well-known/";

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
    boolean page = isBelow(PAGES, routing);
    if (!page && !isBelow(PUBLISHED, routing)) {
      headers.set("Cache-Control", "no-store");
    }
    if (!page) {
      headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
    if ("https".equals(routing.request().scheme())) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
  }

  /** Whether a request is for something below a path; a path that cannot be decoded is not. */
  static boolean isBelow(String path, RoutingContext routing) {
    try {
      return routing.normalizedPath().startsWith(path);
    } catch (IllegalArgumentException halfAnEscape) {
      return false;
    }
  }
}
