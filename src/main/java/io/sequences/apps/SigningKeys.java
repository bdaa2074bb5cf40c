package io.sequences.apps;

import io.quarkus.runtime.StartupEvent;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * The service's own keys: the first signs access tokens, all verify them, so that a key can be
 * exchanged while tokens signed with it are about. Without a key there are no applications.
 */
@Singleton
class SigningKeys {

  private static final Logger LOG = Logger.getLogger(SigningKeys.class);

  private static final int FEWEST_BITS = 2_048;

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private final Optional<String> location;
  private final boolean own;
  private final Map<String, RsaJsonWebKey> byId = new LinkedHashMap<>();

  @Inject
  SigningKeys(AppSettings settings) {
    this(settings.signingKeyLocation(), settings.ownSigningKey());
  }

  /**
   * Keys that are not loaded yet.
   *
   * @param own whether to make one where no location is named
   */
  SigningKeys(Optional<String> location, boolean own) {
    this.location = location;
    this.own = own;
  }

  void start(@Observes StartupEvent event) {
    load();
  }

  /** Reads the keys, or says in the log why there are none. */
  void load() {
    try {
      if (location.isPresent()) {
        read(location.get());
      } else if (own) {
        add(RsaJwkGenerator.generateJwk(FEWEST_BITS));
      } else {
        LOG.info(
            "S2S_SIGNING_KEY_LOCATION is not set: applications cannot call, and /api/app answers"
                + " 503.");
      }
    } catch (IOException | InvalidPathException unreadable) {
      refuse("cannot be read");
    } catch (GeneralSecurityException | IllegalArgumentException | JoseException noKey) {
      refuse("holds a key that is no RSA key in PKCS#8");
    }
  }

  private void read(String file) throws IOException, GeneralSecurityException, JoseException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of(file)));
    while (block.find()) {
      add(key(Base64.getMimeDecoder().decode(block.group(1))));
    }
    if (byId.isEmpty()) {
      refuse("has no PEM block that begins with -----BEGIN PRIVATE KEY-----");
    } else if (byId.values().stream().anyMatch(key -> bits(key) < FEWEST_BITS)) {
      refuse("holds a key of less than 2,048 bits");
    }
  }

  private static RsaJsonWebKey key(byte[] pkcs8) throws GeneralSecurityException {
    KeyFactory rsa = KeyFactory.getInstance("RSA");
    if (!(rsa.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)) instanceof RSAPrivateCrtKey own)) {
      throw new GeneralSecurityException("no public part");
    }
    RSAPublicKeySpec open = new RSAPublicKeySpec(own.getModulus(), own.getPublicExponent());
    RsaJsonWebKey key = new RsaJsonWebKey((RSAPublicKey) rsa.generatePublic(open));
    key.setPrivateKey(own);
    return key;
  }

  /** The id is made of the key, so that all instances call it the same. */
  private void add(RsaJsonWebKey key) throws JoseException {
    key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
    key.setUse("sig");
    key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
    byId.put(key.getKeyId(), key);
  }

  private static int bits(RsaJsonWebKey key) {
    return key.getRsaPublicKey().getModulus().bitLength();
  }

  private void refuse(String fault) {
    byId.clear();
    LOG.errorf(
        "Applications cannot call, and /api/app answers 503: the file %s of"
            + " S2S_SIGNING_KEY_LOCATION %s.",
        location.orElse(""), fault);
  }

  /** Refuses everything about applications, 503, while there is no key. */
  void require() {
    if (byId.isEmpty()) {
      throw new ApiException(
          ErrorCode.APPLICATIONS_UNAVAILABLE,
          "This service has no key to sign tokens of applications with.");
    }
  }

  /** The key that signs; there must be one. */
  RsaJsonWebKey signing() {
    return byId.values().iterator().next();
  }

  /** The public part of the key of this id, if there is one. */
  Optional<RSAPublicKey> verifying(String id) {
    return Optional.ofNullable(byId.get(id)).map(RsaJsonWebKey::getRsaPublicKey);
  }

  /** The public parts of all of them, as a JWK set. */
  String published() {
    JsonWebKeySet set = new JsonWebKeySet();
    byId.values().forEach(set::addJsonWebKey);
    return set.toJson(OutputControlLevel.PUBLIC_ONLY);
  }
}
