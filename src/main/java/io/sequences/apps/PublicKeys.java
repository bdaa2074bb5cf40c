package io.sequences.apps;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys of applications: RSA as PEM, strong enough, and not too large to verify by. */
final class PublicKeys {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private static final int FEWEST_BITS = 2_048;
  private static final int MOST_BITS = 8_192;

  /** A smaller exponent lets others make signatures, or come near it. */
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);

  /** A text that is no such key; the message goes on from "The key". */
  static final class Unusable extends Exception {
    Unusable(String message) {
      super(message, null, false, false);
    }
  }

  private PublicKeys() {}

  /** The one key that a text is. */
  static RSAPublicKey one(String pem) throws Unusable {
    Matcher block = BLOCK.matcher(pem.strip());
    if (!block.matches()) {
      throw new Unusable("must be one PEM block that begins with -----BEGIN PUBLIC KEY-----");
    }
    return key(block.group(1), block.group(2));
  }

  /** The keys of a file, at least one. */
  static List<RSAPublicKey> all(String pem) throws Unusable {
    List<RSAPublicKey> keys = new ArrayList<>();
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      keys.add(key(block.group(1), block.group(2)));
    }
    if (keys.isEmpty()) {
      throw new Unusable("must be in a PEM block that begins with -----BEGIN PUBLIC KEY-----");
    }
    return keys;
  }

  private static RSAPublicKey key(String label, String content) throws Unusable {
    if (label.endsWith("PRIVATE KEY")) {
      throw new Unusable("is a private one, which only the application may have");
    }
    if (!label.equals("PUBLIC KEY")) {
      throw new Unusable("must begin with -----BEGIN PUBLIC KEY-----");
    }
    RSAPublicKey key = decode(content);
    int bits = key.getModulus().bitLength();
    if (bits < FEWEST_BITS || bits > MOST_BITS) {
      throw new Unusable("must have %d to %d bits".formatted(FEWEST_BITS, MOST_BITS));
    }
    if (key.getPublicExponent().compareTo(LEAST_EXPONENT) < 0) {
      throw new Unusable("must have a public exponent of at least " + LEAST_EXPONENT);
    }
    return key;
  }

  private static RSAPublicKey decode(String content) throws Unusable {
    try {
      byte[] der = Base64.getMimeDecoder().decode(content);
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException noKey) {
      throw new Unusable("is no RSA key");
    }
  }
}
