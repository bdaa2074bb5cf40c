package io.sequences.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.sequences.access.KnownTokens.Claims;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/**
 * Lets nobody into the API whose token does not verify, and makes the caller known to the
 * resources. Who looks at a token is decided by the issuer that it claims, and whoever does expects
 * just that one.
 */
@Singleton
class CallerFilter {

  private static final Logger LOG = Logger.getLogger(CallerFilter.class);

  /** The prefix of everything that needs a token. */
  private static final String API = "/api/";

  private final CurrentIdentityAssociation identities;
  private final Tokens tokens;
  private final KnownTokens known;

  /** Looked up when they are needed: the filter is made before the configuration is final. */
  private final Instance<IssuedTokens> issued;

  private final CurrentCaller current;
  private final RateLimit limit;
  private final RoutingContext routing;

  CallerFilter(
      CurrentIdentityAssociation identities,
      Tokens tokens,
      KnownTokens known,
      Instance<IssuedTokens> issued,
      CurrentCaller current,
      RateLimit limit,
      RoutingContext routing) {
    this.identities = identities;
    this.tokens = tokens;
    this.known = known;
    this.issued = issued;
    this.current = current;
    this.limit = limit;
    this.routing = routing;
  }

  @ServerRequestFilter
  Uni<Response> authenticate(ContainerRequestContext request, SimpleResourceInfo route) {
    if (!request.getUriInfo().getPath().startsWith(API)
        || OwnCredentials.class.isAssignableFrom(route.getResourceClass())) {
      return Uni.createFrom().nullItem();
    }
    String token =
        BearerToken.of(request.getHeaderString(HttpHeaders.AUTHORIZATION))
            .orElseThrow(() -> new AuthenticationFailedException("no token to work with"));
    Context log = Vertx.currentContext();
    return known
        .find(token)
        .map(tokens::caller)
        .orElseGet(() -> verified(token))
        .invoke(caller -> CallerInLog.put(caller, log))
        .invoke(caller -> limit.count(caller, routing.response()))
        .invoke(current::set)
        .replaceWith(() -> (Response) null);
  }

  /** The caller behind a token that has yet to be verified. */
  private Uni<Caller> verified(String token) {
    if (!TokenHeader.isInOrder(token)) {
      throw new AuthenticationFailedException("no header to work with");
    }
    return issued(token).orElseGet(() -> provided(token));
  }

  /** The caller behind a token that no OpenID provider has issued, if it is one. */
  private Optional<Uni<Caller>> issued(String token) {
    return BearerToken.issuer(token)
        .flatMap(issuer -> issued.stream().filter(kind -> kind.issuer().equals(issuer)).findAny())
        .map(kind -> kind.caller(token));
  }

  /** The caller behind a token of the OpenID provider. */
  private Uni<Caller> provided(String presented) {
    if (!BearerToken.hasGroupsInOrder(presented)) {
      // SmallRye JWT would take a text, and stumble over the rest.
      throw new AuthenticationFailedException("groups that are no list");
    }
    return identities
        .getDeferredIdentity()
        .onFailure(failure -> !(failure instanceof AuthenticationFailedException))
        .transform(CallerFilter::unverifiable)
        .flatMap(
            identity -> {
              if (identity.getPrincipal() instanceof JsonWebToken token) {
                Claims claims = tokens.claims(token);
                known.keep(presented, claims);
                return tokens.caller(claims);
              }
              throw new AuthenticationFailedException("no bearer token");
            });
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
