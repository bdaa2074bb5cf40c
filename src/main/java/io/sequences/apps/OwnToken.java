package io.sequences.apps;

import io.quarkus.security.AuthenticationFailedException;
import io.sequences.access.BearerToken;
import io.sequences.access.TokenHeader;
import jakarta.inject.Singleton;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * The JWT by which an application proves who it is: signed with one of its keys (RS256), issued in
 * its name, and good for an hour at most. What its header says of keys counts for nothing, and must
 * be in order.
 */
@Singleton
class OwnToken {

  private static final long LONGEST_SECONDS = 3_600;

  private static final Pattern GUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final int clockSkewSeconds;
  private final String[] audiences;

  OwnToken(
      @ConfigProperty(name = "mp.jwt.verify.clock.skew") int clockSkewSeconds,
      @ConfigProperty(name = "mp.jwt.verify.audiences") List<String> audiences) {
    this.clockSkewSeconds = clockSkewSeconds;
    this.audiences = audiences.toArray(String[]::new);
  }

  /**
   * Refuses, 401, whoever does not even claim to be an application: that takes no look at what is
   * known of any.
   */
  static void requireClaim(String authorization) {
    boolean claims =
        BearerToken.of(authorization)
            .filter(TokenHeader::isInOrder)
            .flatMap(BearerToken::issuer)
            .filter(issuer -> GUID.matcher(issuer).matches())
            .isPresent();
    if (!claims) {
      throw new AuthenticationFailedException("no token of an application's own");
    }
  }

  /** Refuses, 401 and without a reason, whoever does not prove to be the application of a grant. */
  void require(String authorization, Grant grant) {
    String token = BearerToken.of(authorization).orElse("");
    boolean proven = grant.publicKeys().stream().anyMatch(pem -> verifies(token, pem, grant.app()));
    if (!proven) {
      throw new AuthenticationFailedException("not the application");
    }
  }

  private boolean verifies(String token, String pem, UUID app) {
    try {
      JwtClaims claims = consumer(PublicKeys.one(pem), app).processToClaims(token);
      long issued = claims.getIssuedAt().getValue();
      return issued <= NumericDate.now().getValue() + clockSkewSeconds
          && claims.getExpirationTime().getValue() <= issued + LONGEST_SECONDS;
    } catch (InvalidJwtException | MalformedClaimException | PublicKeys.Unusable notItsOwn) {
      return false;
    }
  }

  private JwtConsumer consumer(RSAPublicKey key, UUID app) {
    return new JwtConsumerBuilder()
        .setVerificationKey(key)
        .setJwsAlgorithmConstraints(
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256))
        .setExpectedIssuer(app.toString())
        // It need not say for whom it is; if it does, then for this service.
        .setExpectedAudience(false, audiences)
        .setRequireIssuedAt()
        .setRequireExpirationTime()
        .setAllowedClockSkewInSeconds(clockSkewSeconds)
        .build();
  }
}
