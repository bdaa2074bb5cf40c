package io.sequences.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.sequences.catalog.Catalog;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Signs tokens with the key that dev and test make at their start. */
@IfBuildProfile(anyOf = {"dev", "test"})
@Singleton
class DevTokens {

  /** The users whom the demo data knows by their full names, as tokens have to say them too. */
  private static final Map<String, String> DEMO_FAMILY_NAMES =
      Map.of("ada", "Lindqvist", "grace", "Okafor", "alan", "Moreau");

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
        catalog.types().stream()
            .map(type -> type.scope() + ".all")
            .distinct()
            .collect(Collectors.joining(" "));
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
            .claim("email", subject + "@" + organisation + ".example")
            .expiresIn(Duration.ofDays(1));
    String familyName =
        organisation.equals(DemoData.ORGANISATION) ? DEMO_FAMILY_NAMES.get(subject) : null;
    if (familyName == null) {
      claims.claim("given_name", subject);
    } else {
      claims
          .claim(
              "given_name", subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1))
          .claim("family_name", familyName);
    }
    if (admin) {
      claims.claim("admin", true);
    }
    return claims.sign();
  }
}
