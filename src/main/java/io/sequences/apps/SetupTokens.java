package io.sequences.apps;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Setup tokens: 256 random bits, of which installs keep a digest alone. In clear text one stands
 * only in the answer that is kept for an idempotency key, for as long as that is.
 */
final class SetupTokens {

  private static final int BYTES = 32;

  private SetupTokens() {}

  /** A new one, which goes into a URL as it is. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    // Not kept: a native executable must not be built with one inside.
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** By which it is known again. There is no need for salt: nobody guesses so many bits. */
  static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
