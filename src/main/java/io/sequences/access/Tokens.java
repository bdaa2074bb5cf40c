package io.sequences.access;

import io.quarkus.security.AuthenticationFailedException;
import io.sequences.access.Directory.Account;
import io.sequences.access.Identity.Profile;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.Characters;
import io.sequences.jsonapi.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Turns a token whose signature, issuer, audience and expiry SmallRye JWT has verified into a
 * caller. What is wrong with the token itself is 401 and says no more; a token that is in order but
 * names no organisation is 403.
 */
@Singleton
class Tokens {

  private static final int LONGEST_NAME = 255;

  private final Directory directory;
  private final String organisationClaim;
  private final long clockSkewSeconds;
  private final long longestSeconds;
  private final TokenSettings settings;

  Tokens(
      Directory directory,
      @ConfigProperty(name = "sequences.access.organisation-claim") String organisationClaim,
      @ConfigProperty(name = "mp.jwt.verify.clock.skew") long clockSkewSeconds,
      @ConfigProperty(name = "sequences.access.longest-token") Duration longest,
      TokenSettings settings) {
    this.directory = directory;
    this.organisationClaim = organisationClaim;
    this.clockSkewSeconds = clockSkewSeconds;
    this.longestSeconds = longest.toSeconds();
    this.settings = settings;
  }

  /** What a token permits to whoever brings it. */
  private record Claims(Identity identity, boolean admin, Set<String> scopes) {}

  /** A token that SmallRye JWT has verified, if what it leaves open is in order too. */
  Verified verified(JsonWebToken token) {
    if (!settings.knowIssuer()) {
      // Without an issuer to compare with, whoever has a key that verifies could speak for anybody.
      throw new AuthenticationFailedException("no issuer is configured");
    }
    checkTimes(token);
    if (token.getSubject() == null || token.getSubject().isEmpty()) {
      throw new AuthenticationFailedException("no sub claim");
    }
    String subject = required(token.getSubject(), "sub", "user");
    String organisation =
        required(text(token, organisationClaim).orElse(null), organisationClaim, "organisation");
    Profile profile =
        new Profile(
            text(token, "email").flatMap(Tokens::name),
            text(token, "given_name").flatMap(Tokens::name),
            text(token, "family_name").flatMap(Tokens::name));
    Set<String> scopes = Set.copyOf(Arrays.asList(text(token, "scope").orElse("").split(" +", -1)));
    boolean admin = isTrue(token.getClaim("admin"));
    Claims claims = new Claims(new Identity(organisation, subject, profile), admin, scopes);
    return new Verified(
        CountedAs.user(claims.identity()), token.getExpirationTime(), () -> caller(claims));
  }

  private Uni<Caller> caller(Claims claims) {
    return directory.account(claims.identity()).map(account -> caller(account, claims));
  }

  /** What SmallRye JWT leaves open: a time of issue to come, and a token that is good for ages. */
  private void checkTimes(JsonWebToken token) {
    long now = Instant.now().getEpochSecond();
    long issued = token.getIssuedAtTime();
    if (issued > now + clockSkewSeconds) {
      throw new AuthenticationFailedException("issued in the future");
    }
    long since = issued > 0 ? issued : now;
    if (token.getExpirationTime() - since > longestSeconds) {
      throw new AuthenticationFailedException("good for too long");
    }
  }

  private static String required(String claim, String name, String what) {
    return name(claim)
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.UNAUTHORIZED_REQUEST,
                    "The token needs a claim '%s' that names the %s, a text of 1 to 255 characters."
                        .formatted(name, what)));
  }

  private static Caller caller(Account account, Claims claims) {
    Who user = new Who.User(account.userId());
    return new Caller(account.orgId(), user, claims.admin(), claims.scopes());
  }

  /** A name that can be stored as it is, or nothing. */
  private static Optional<String> name(String text) {
    boolean usable =
        text != null
            && !text.isEmpty()
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
