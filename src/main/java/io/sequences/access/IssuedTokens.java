package io.sequences.access;

import io.smallrye.mutiny.Uni;

/** A kind of bearer tokens that does not come from the OpenID provider. */
public interface IssuedTokens {

  /** The {@code iss} claim that tells them from others. */
  String issuer();

  /**
   * The caller behind a token that claims to be one of them; fails with {@link
   * io.quarkus.security.AuthenticationFailedException} when it does not verify.
   */
  Uni<Caller> caller(String token);
}
