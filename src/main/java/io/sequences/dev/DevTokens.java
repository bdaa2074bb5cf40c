package io.sequences.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.sequences.catalog.Catalog;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Signs tokens with the key that dev and test make at their start. */
@IfBuildProfile(anyOf = {"dev", "test"})
@Singleton
class DevTokens {

  private final String issuer;
  private final String audience;
  private final String allScopes;

  DevTokens(
      Catalog catalog,
      @ConfigProperty(name = "mp.jwt.verify.issuer") String issuer,
      @ConfigProperty(name = "mp.jwt.verify.audiences") String audience) {
    this.issuer = issuer;
    this.audience = audience;
    this.allScopes =
        catalog.types().stream().map(type -> type.path() + ".all").collect(Collectors.joining(" "));
  }

  /**
   * A token that is good for a day.
   *
   * @param scope the scopes, separated by spaces; null for all of them
   */
  String token(String organisation, String subject, String scope, boolean admin) {
    JwtClaimsBuilder claims =
        Jwt.claims()
            .issuer(issuer)
            .audience(audience)
            .subject(subject)
            .claim("org", organisation)
            .claim("scope", scope == null ? allScopes : scope)
            .claim("given_name", subject)
            .claim("email", subject + "@" + organisation + ".example")
            .expiresIn(Duration.ofDays(1));
    if (admin) {
      claims.claim("admin", true);
    }
    return claims.sign();
  }
}
