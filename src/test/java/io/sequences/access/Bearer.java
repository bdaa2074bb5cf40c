package io.sequences.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Claims of a token that is in order, for tests to spoil one of them; signed with the test's key.
 */
final class Bearer {

  private Bearer() {}

  static String issuer() {
    return ConfigProvider.getConfig().getValue("mp.jwt.verify.issuer", String.class);
  }

  /** Signs claims as they are: the builder would add an issuer and an expiry. */
  static String sign(String claims) {
    return sign("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", claims, key());
  }

  /** The key by which the service knows users' tokens. */
  static PrivateKey key() {
    String key = ConfigProvider.getConfig().getValue("smallrye.jwt.sign.key", String.class);
    byte[] der = Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", ""));
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Signs header and claims as they are, by RS256 whatever the header says. */
  static String sign(String header, String claims, PrivateKey key) {
    String signed = encode(header) + "." + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + encode(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String encode(String text) {
    return encode(text.getBytes(UTF_8));
  }

  /** The claims of a token, signed again with a shared secret. */
  static String hs256(String token, byte[] secret) {
    String head = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    String signed = head + "." + token.split("\\.", -1)[1];
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] signature = mac.doFinal(signed.getBytes(UTF_8));
      return signed + "." + encode(signature);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String encode(byte[] part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
  }

  static JwtClaimsBuilder claims(String organisation, String subject) {
    return Jwt.claims()
        .issuer(issuer())
        .audience("sequences")
        .subject(subject)
        .claim("org", organisation)
        .claim("scope", "sequences.all users.all rulesets.all")
        .expiresIn(Duration.ofMinutes(10));
  }
}
