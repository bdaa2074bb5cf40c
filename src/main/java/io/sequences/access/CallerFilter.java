package io.sequences.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/**
 * Lets nobody into the API whose token does not verify, counts the requests of all others, and
 * makes the caller known to the resources.
 */
@Singleton
class CallerFilter {

  private final Verification verification;
  private final CurrentCaller current;
  private final RateLimit limit;
  private final RoutingContext routing;

  CallerFilter(
      Verification verification, CurrentCaller current, RateLimit limit, RoutingContext routing) {
    this.verification = verification;
    this.current = current;
    this.limit = limit;
    this.routing = routing;
  }

  @ServerRequestFilter
  Uni<Response> authenticate(ContainerRequestContext request, SimpleResourceInfo route) {
    if (!request.getUriInfo().getPath().startsWith(RequestCount.API)
        || OwnCredentials.class.isAssignableFrom(route.getResourceClass())) {
      return Uni.createFrom().nullItem();
    }
    Context log = Vertx.currentContext();
    return verification
        .of(request.getHeaderString(HttpHeaders.AUTHORIZATION))
        .invoke(token -> limit.count(token.countedAs(), routing.response()))
        .chain(token -> token.caller().get())
        .invoke(caller -> CallerInLog.put(caller, log))
        .invoke(current::set)
        .replaceWith(() -> (Response) null);
  }
}
