package io.sequences.apps;

import io.quarkus.security.AuthenticationFailedException;
import io.sequences.access.Caller;
import io.sequences.access.CountedAs;
import io.sequences.access.IssuedTokens;
import io.sequences.access.Verified;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.Key;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The tokens that the service issues to installed applications. One names an install; the
 * organisation, and whether the install is still there, the database says.
 */
@Singleton
class AccessTokens implements IssuedTokens {

  /** How long one is good for. */
  static final Duration LIFETIME = Duration.ofHours(1);

  /** No URL, so that it is no OpenID provider's. */
  private static final String ISSUER = "urn:sequences:s2s";

  /** Tells them from whatever else may be signed with the same key (RFC 9068). */
  private static final String TYPE = "at+jwt";

  private static final String INSTALL = "install";
  private static final String SCOPE = "scope";

  private final SigningKeys keys;
  private final Grants grants;
  private final int clockSkewSeconds;
  private final String audience;
  private final JwtConsumer verifier;

  AccessTokens(
      SigningKeys keys,
      Grants grants,
      @ConfigProperty(name = "mp.jwt.verify.clock.skew") int clockSkewSeconds,
      @ConfigProperty(name = "mp.jwt.verify.audiences") List<String> audiences) {
    this.keys = keys;
    this.grants = grants;
    this.clockSkewSeconds = clockSkewSeconds;
    this.audience = audiences.get(0);
    this.verifier =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver((signature, nesting) -> key(signature))
            .setJwsAlgorithmConstraints(
                new AlgorithmConstraints(
                    ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256))
            .setExpectedType(true, TYPE)
            .setExpectedIssuer(ISSUER)
            .setExpectedAudience(audience)
            .setRequireSubject()
            .setRequireIssuedAt()
            .setRequireExpirationTime()
            .setMaxFutureValidityInMinutes((int) LIFETIME.toMinutes())
            .setAllowedClockSkewInSeconds(clockSkewSeconds)
            .build();
  }

  private Key key(JsonWebSignature signature) throws UnresolvableKeyException {
    return Optional.ofNullable(signature.getKeyIdHeaderValue())
        .flatMap(keys::verifying)
        .orElseThrow(() -> new UnresolvableKeyException("no key of the service's"));
  }

  @Override
  public String issuer() {
    return ISSUER;
  }

  /** A new one, for what an install permits at this moment. */
  String issue(Grant grant) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(audience);
    claims.setSubject(grant.app().toString());
    claims.setGeneratedJwtId();
    NumericDate now = NumericDate.now();
    claims.setIssuedAt(now);
    claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + LIFETIME.toSeconds()));
    claims.setClaim(INSTALL, grant.install());
    claims.setStringClaim(SCOPE, String.join(" ", grant.scopes().words()));
    RsaJsonWebKey key = keys.signing();
    JsonWebSignature signature = new JsonWebSignature();
    signature.setHeader("typ", TYPE);
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setPayload(claims.toJson());
    signature.setKey(key.getRsaPrivateKey());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public Verified verify(String token) {
    JwtClaims claims = claims(token);
    long install = install(claims);
    return new Verified(CountedAs.install(install), expiry(claims), () -> caller(install, claims));
  }

  private Uni<Caller> caller(long install, JwtClaims claims) {
    return Uni.createFrom()
        .completionStage(() -> grants.lately(install))
        .map(grant -> grant.orElseThrow(AccessTokens::refused))
        .map(grant -> caller(claims, grant));
  }

  private static long expiry(JwtClaims claims) {
    try {
      return claims.getExpirationTime().getValue();
    } catch (MalformedClaimException notOurs) {
      throw refused();
    }
  }

  private JwtClaims claims(String token) {
    try {
      JwtClaims claims = verifier.processToClaims(token);
      if (claims.getIssuedAt().getValue() > NumericDate.now().getValue() + clockSkewSeconds) {
        throw refused();
      }
      return claims;
    } catch (InvalidJwtException | MalformedClaimException notOurs) {
      throw refused();
    }
  }

  private static long install(JwtClaims claims) {
    if (claims.getClaimValue(INSTALL) instanceof Long install) {
      return install;
    }
    throw refused();
  }

  /** What has been taken from the install since the token was issued counts no more. */
  private static Caller caller(JwtClaims claims, Grant grant) {
    if (!(claims.getClaimValue(SCOPE) instanceof String scope)) {
      throw refused();
    }
    return grant.caller(new Scopes(Arrays.asList(scope.split(" ", -1))));
  }

  private static AuthenticationFailedException refused() {
    return new AuthenticationFailedException("no token of an install");
  }
}
