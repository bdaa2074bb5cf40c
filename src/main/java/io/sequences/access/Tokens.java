package io.sequences.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.sequences.access.Directory.Account;
import io.sequences.access.Identity.Profile;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.Characters;
import io.sequences.jsonapi.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Turns a token whose signature, issuer, audience and expiry SmallRye JWT has verified into a
 * caller. What is wrong with the token itself is 401 and says no more; a token that is in order but
 * names no organisation is 403.
 */
@Singleton
class Tokens {

  private static final Logger LOG = Logger.getLogger(Tokens.class);
  private static final int LONGEST_NAME = 255;

  private final Directory directory;
  private final String organisationClaim;
  private final long clockSkewSeconds;
  private final boolean issuerKnown;

  Tokens(
      Directory directory,
      @ConfigProperty(name = "sequences.access.organisation-claim") String organisationClaim,
      @ConfigProperty(name = "mp.jwt.verify.clock.skew") long clockSkewSeconds,
      @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer) {
    this.directory = directory;
    this.organisationClaim = organisationClaim;
    this.clockSkewSeconds = clockSkewSeconds;
    this.issuerKnown = issuer.isPresent();
  }

  void start(@Observes StartupEvent event) {
    if (!issuerKnown) {
      LOG.error("MP_JWT_VERIFY_ISSUER is not set: every token is refused.");
    }
  }

  /** The caller behind a verified token. */
  Uni<Caller> caller(JsonWebToken token) {
    if (!issuerKnown) {
      // Without an issuer to compare with, whoever has a key that verifies could speak for anybody.
      throw new AuthenticationFailedException("no issuer is configured");
    }
    if (token.getIssuedAtTime() > Instant.now().getEpochSecond() + clockSkewSeconds) {
      throw new AuthenticationFailedException("issued in the future");
    }
    String subject =
        name(token.getSubject())
            .orElseThrow(() -> new AuthenticationFailedException("no usable sub claim"));
    String organisation =
        name(text(token, organisationClaim).orElse(null))
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.UNAUTHORIZED_REQUEST,
                        "The token needs a claim '"
                            + organisationClaim
                            + "' that names the organisation, 1 to 255 characters."));
    Profile profile =
        new Profile(
            text(token, "email").flatMap(Tokens::name),
            text(token, "given_name").flatMap(Tokens::name),
            text(token, "family_name").flatMap(Tokens::name));
    Set<String> scopes = Set.copyOf(Arrays.asList(text(token, "scope").orElse("").split(" +", -1)));
    boolean admin = isTrue(token.getClaim("admin"));
    return directory
        .account(new Identity(organisation, subject, profile))
        .map(account -> caller(account, admin, scopes));
  }

  private static Caller caller(Account account, boolean admin, Set<String> scopes) {
    return new Caller(account.orgId(), account.userId(), admin, scopes);
  }

  /** A name that can be stored as it is, or nothing. */
  private static Optional<String> name(String text) {
    boolean usable =
        text != null
            && !text.isBlank()
            && Characters.flaw(text) == null
            && text.codePointCount(0, text.length()) <= LONGEST_NAME;
    return usable ? Optional.of(text) : Optional.empty();
  }

  private static Optional<String> text(JsonWebToken token, String claim) {
    Object value = token.getClaim(claim);
    return value instanceof String text
        ? Optional.of(text)
        : value instanceof jakarta.json.JsonString json
            ? Optional.of(json.getString())
            : Optional.empty();
  }

  /** Claims arrive as JSON values or as Java ones; only the boolean true counts. */
  private static boolean isTrue(Object claim) {
    return Boolean.TRUE.equals(claim) || jakarta.json.JsonValue.TRUE.equals(claim);
  }
}
