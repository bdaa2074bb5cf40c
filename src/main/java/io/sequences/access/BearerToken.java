package io.sequences.access;

import java.util.List;
import java.util.Optional;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** The token of a request, before anything is known of it. */
public final class BearerToken {

  private static final String SCHEME = "Bearer ";

  /** Believes everything: what it reads tells who is to look at the token, and no more. */
  private static final JwtConsumer UNVERIFIED =
      new JwtConsumerBuilder()
          .setSkipAllValidators()
          .setSkipSignatureVerification()
          .setDisableRequireSignature()
          .build();

  private BearerToken() {}

  /** The token that a header Authorization brings, if it brings one. */
  public static Optional<String> of(String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(authorization.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  /** Whose token it claims to be, if it is one that can claim anything. */
  public static Optional<String> issuer(String token) {
    return claim(token, "iss").filter(String.class::isInstance).map(String.class::cast);
  }

  /** Whether the claim groups, if there is one, is the list that MicroProfile JWT says it is. */
  static boolean hasGroupsInOrder(String token) {
    return claim(token, "groups")
        .map(
            groups ->
                groups instanceof List<?> all && all.stream().allMatch(String.class::isInstance))
        .orElse(true);
  }

  private static Optional<Object> claim(String token, String name) {
    try {
      return Optional.ofNullable(UNVERIFIED.processToClaims(token).getClaimValue(name));
    } catch (InvalidJwtException noToken) {
      return Optional.empty();
    }
  }
}
