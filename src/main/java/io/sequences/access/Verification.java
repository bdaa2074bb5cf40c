package io.sequences.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Finds out whether a token verifies. Who looks at it is decided by the issuer that it claims, and
 * whoever does expects just that one. In a scope of its own because filters are made before the
 * configuration is final, and so would be all that is behind it.
 */
@ApplicationScoped
class Verification {

  private static final Logger LOG = Logger.getLogger(Verification.class);

  private final IdentityProviderManager provider;
  private final Tokens tokens;
  private final KnownTokens known;
  private final Instance<IssuedTokens> issued;

  Verification(
      IdentityProviderManager provider,
      Tokens tokens,
      KnownTokens known,
      Instance<IssuedTokens> issued) {
    this.provider = provider;
    this.tokens = tokens;
    this.known = known;
    this.issued = issued;
  }

  /** The token that a header Authorization brings, if it verified a moment ago. */
  Optional<Verified> lately(String authorization) {
    return BearerToken.of(authorization).flatMap(known::find);
  }

  /** The token that a header Authorization brings; fails with what is wrong with it. */
  Uni<Verified> of(String authorization) {
    return Uni.createFrom()
        .deferred(
            () -> {
              String token =
                  BearerToken.of(authorization)
                      .orElseThrow(() -> new AuthenticationFailedException("no token"));
              return known
                  .find(token)
                  .map(verified -> Uni.createFrom().item(verified))
                  .orElseGet(() -> verify(token).invoke(verified -> known.keep(token, verified)));
            });
  }

  private Uni<Verified> verify(String token) {
    if (!TokenHeader.isInOrder(token)) {
      throw new AuthenticationFailedException("no header to work with");
    }
    return BearerToken.issuer(token)
        .flatMap(issuer -> issued.stream().filter(kind -> kind.issuer().equals(issuer)).findAny())
        .map(kind -> Uni.createFrom().item(kind.verify(token)))
        .orElseGet(() -> provided(token));
  }

  /** A token of the OpenID provider. */
  private Uni<Verified> provided(String token) {
    if (!BearerToken.hasGroupsInOrder(token)) {
      // SmallRye JWT would take a text, and stumble over the rest.
      throw new AuthenticationFailedException("groups that are no list");
    }
    return provider
        .authenticate(new TokenAuthenticationRequest(new JsonWebTokenCredential(token)))
        .onFailure(failure -> !(failure instanceof AuthenticationFailedException))
        .transform(Verification::unverifiable)
        .map(
            identity -> {
              if (identity.getPrincipal() instanceof JsonWebToken verified) {
                return tokens.verified(verified);
              }
              throw new AuthenticationFailedException("no bearer token");
            });
  }

  /**
   * The key could not be had: for the caller as if the token were wrong, and a matter for whoever
   * runs the service.
   */
  private static Throwable unverifiable(Throwable failure) {
    // With the failure as such, of which the log of production tells no more than its kinds.
    LOG.error("A token could not be verified.", failure);
    return new AuthenticationFailedException("not verifiable");
  }
}
