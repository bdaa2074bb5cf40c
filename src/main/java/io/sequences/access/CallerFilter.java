package io.sequences.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets nobody into the API whose token does not verify, and makes the caller known to the
 * resources.
 */
@Singleton
class CallerFilter {

  private static final Logger LOG = Logger.getLogger(CallerFilter.class);

  /** The prefix of everything that needs a token. */
  private static final String API = "/api/";

  private final CurrentIdentityAssociation identities;
  private final Tokens tokens;
  private final CurrentCaller current;
  private final RateLimit limit;
  private final RoutingContext routing;

  CallerFilter(
      CurrentIdentityAssociation identities,
      Tokens tokens,
      CurrentCaller current,
      RateLimit limit,
      RoutingContext routing) {
    this.identities = identities;
    this.tokens = tokens;
    this.current = current;
    this.limit = limit;
    this.routing = routing;
  }

  @ServerRequestFilter
  Uni<Response> authenticate(ContainerRequestContext request) {
    if (!request.getUriInfo().getPath().startsWith(API)) {
      return Uni.createFrom().nullItem();
    }
    return identities
        .getDeferredIdentity()
        .onFailure(failure -> !(failure instanceof AuthenticationFailedException))
        .transform(CallerFilter::unverifiable)
        .flatMap(
            identity -> {
              if (identity.getPrincipal() instanceof JsonWebToken token) {
                return tokens.caller(token);
              }
              throw new AuthenticationFailedException("no bearer token");
            })
        .invoke(caller -> limit.count(caller, routing.response()))
        .invoke(current::set)
        .replaceWith(() -> (Response) null);
  }

  /**
   * The key could not be had: for the caller as if the token were wrong, and a matter for whoever
   * runs the service.
   */
  private static Throwable unverifiable(Throwable failure) {
    LOG.errorf("A token could not be verified: %s", failure);
    return new AuthenticationFailedException("not verifiable");
  }
}
