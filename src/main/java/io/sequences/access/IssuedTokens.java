package io.sequences.access;

/** A kind of bearer tokens that does not come from the OpenID provider. */
public interface IssuedTokens {

  /** The {@code iss} claim that tells them from others. */
  String issuer();

  /**
   * Verifies a token that claims to be one of them.
   *
   * @throws io.quarkus.security.AuthenticationFailedException when it does not verify
   */
  Verified verify(String token);
}
