package io.sequences.access;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks at the settings that tokens are verified by, at start, and says in the log what would make
 * every token be refused: whoever runs the service cannot tell a wrong setting from wrong tokens by
 * a 401.
 */
@Singleton
class TokenSettings {

  private static final Logger LOG = Logger.getLogger(TokenSettings.class);
  private static final List<String> ALGORITHMS = List.of("RS256", "ES256");

  private final Optional<String> issuer;
  private final Optional<String> key;
  private final Optional<String> keyLocation;
  private final String algorithm;

  TokenSettings(
      @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer,
      @ConfigProperty(name = "mp.jwt.verify.publickey") Optional<String> key,
      @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> keyLocation,
      @ConfigProperty(name = "mp.jwt.verify.publickey.algorithm") String algorithm) {
    this.issuer = issuer;
    this.key = key;
    this.keyLocation = keyLocation;
    this.algorithm = algorithm;
  }

  /** Whether tokens are compared with an issuer; without one, none may be believed. */
  boolean knowIssuer() {
    return issuer.isPresent();
  }

  void start(@Observes StartupEvent event) {
    if (issuer.isEmpty()) {
      say("MP_JWT_VERIFY_ISSUER is not set");
    }
    if (!ALGORITHMS.contains(algorithm)) {
      say("MP_JWT_VERIFY_PUBLICKEY_ALGORITHM is neither RS256 nor ES256");
    } else if (key.isEmpty() && keyLocation.isEmpty()) {
      say("MP_JWT_VERIFY_PUBLICKEY_LOCATION is not set");
    } else if (keyLocation.isPresent() && !isUrl(keyLocation.get())) {
      checkFile(keyLocation.get());
    }
  }

  /**
   * Keys at a URL are fetched when they are needed; the issuer may start later than this service.
   */
  private static boolean isUrl(String location) {
    return location.matches("[a-zA-Z][a-zA-Z+.-]+:.*");
  }

  private void checkFile(String location) {
    try {
      String content = Files.readString(Path.of(location));
      SignatureAlgorithm signature = SignatureAlgorithm.fromAlgorithm(algorithm);
      if (KeyUtils.loadJsonWebKeys(content) == null && !isPem(content, signature)) {
        say("the file " + location + " holds neither a JWKS nor a PEM key for " + algorithm);
      }
    } catch (IOException | InvalidPathException unreadable) {
      say("the file " + location + " of MP_JWT_VERIFY_PUBLICKEY_LOCATION cannot be read");
    }
  }

  private static boolean isPem(String content, SignatureAlgorithm algorithm) {
    try {
      return KeyUtils.decodePublicKey(content, algorithm) != null;
    } catch (GeneralSecurityException | IllegalArgumentException noKey) {
      return isCertificate(content);
    }
  }

  private static boolean isCertificate(String content) {
    try {
      return KeyUtils.decodeCertificate(content) != null;
    } catch (GeneralSecurityException | IllegalArgumentException noCertificate) {
      return false;
    }
  }

  private static void say(String fault) {
    LOG.errorf("Every token is refused: %s.", fault);
  }
}
