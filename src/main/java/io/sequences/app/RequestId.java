package io.sequences.app;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Gives every request an id, which its answer carries and each line of the log that it causes: the
 * client's own, if that is well-formed, so that it can be followed from one service to the next.
 */
@Singleton
class RequestId {

  /** The header of requests and answers. */
  static final String HEADER = "X-Request-Id";

  /** What log formats call it. */
  private static final String IN_LOG = "requestId";

  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  /** Before everything that may answer. */
  private static final int FIRST = 20_000;

  void filter(@Observes Filters filters) {
    filters.register(RequestId::begin, FIRST);
  }

  private static void begin(RoutingContext routing) {
    give(routing);
    routing.next();
  }

  private static String give(RoutingContext routing) {
    String sent = routing.request().getHeader(HEADER);
    boolean known = sent != null && WELL_FORMED.matcher(sent).matches();
    String id = known ? sent : UUID.randomUUID().toString();
    routing.response().putHeader(HEADER, id);
    MDC.put(IN_LOG, id);
    return id;
  }

  /** The id of a request; one that is refused before any filter sees it gets it here. */
  static String of(RoutingContext routing) {
    String id = routing.response().headers().get(HEADER);
    return id == null ? give(routing) : id;
  }
}
