package io.sequences.database;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.List;
import java.util.Optional;

/**
 * Why TLS did not come about, in plain words: JDBC, which connects first at each start, tells it
 * with names of classes, and Java in terms of paths between certificates. Of a certificate that it
 * does not accept, the reactive client says no more than that the handshake failed.
 */
final class TlsFault {

  private TlsFault() {}

  /** What is wrong, if it is this that a client says, of all that it may say. */
  static Optional<String> of(Throwable said) {
    String message = said.getMessage() == null ? "" : said.getMessage();
    if (said instanceof CertPathBuilderException || isSignedByNamesake(said)) {
      return Optional.of("the server's certificate is signed by nobody of those in sslrootcert");
    }
    if (said instanceof CertificateExpiredException
        || said instanceof CertificateNotYetValidException) {
      return Optional.of("the server's certificate is not valid now (%s)".formatted(message));
    }
    if (message.contains("could not be verified by hostnameverifier")) {
      return Optional.of("the server's certificate is for another host than DATABASE_URL names");
    }
    return message.startsWith("The server does not support SSL")
            || message.startsWith("Postgres Server does not handle SSL")
        ? Optional.of("the server does without TLS, which sslmode asks for")
        : Optional.empty();
  }

  /** Another authority of the same name, such as that of a cluster which was made anew. */
  private static boolean isSignedByNamesake(Throwable said) {
    return said instanceof CertPathValidatorException unproven
        && List.of(PKIXReason.NO_TRUST_ANCHOR, BasicReason.INVALID_SIGNATURE)
            .contains(unproven.getReason());
  }
}
