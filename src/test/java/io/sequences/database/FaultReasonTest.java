package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the log says of why the database is not available: one line, without names of classes. */
class FaultReasonTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new ConnectException("The server is a standby."), "The server is a standby."),
        Arguments.of(new CompletionException(new IOException("reset")), "reset"),
        Arguments.of(new UnknownHostException("db.example"), "unknown host db.example"),
        Arguments.of(new ClosedChannelException(), "closed channel"),
        Arguments.of(new TimeoutException(), "timeout"),
        Arguments.of(new SSLHandshakeException(null), "ssl handshake"),
        Arguments.of(
            new SSLHandshakeException("PKIX").initCause(new CertPathBuilderException("no path")),
            "the server's certificate is signed by nobody of those in sslrootcert"),
        Arguments.of(
            new IOException(new CertificateExpiredException("NotAfter: yesterday")),
            "the server's certificate is not valid now (NotAfter: yesterday)"),
        Arguments.of(new IOException(), "io"),
        Arguments.of(new Exception(), "exception"),
        Arguments.of(
            new IllegalStateException("no way to ada:secret@db.example\nand more"),
            "no way to …@db.example"));
  }

  static Stream<Arguments> discreetReasons() {
    return Stream.of(
        Arguments.of(new ConnectException("The server is a standby."), "The server is a standby."),
        Arguments.of(
            new CompletionException(
                new PgException("Failing row contains (Pamela).", "ERROR", "23514", null)),
            "pg 23514"),
        Arguments.of(new IllegalStateException("Pamela"), "illegal state"));
  }

  @ParameterizedTest
  @MethodSource("discreetReasons")
  void saysOfTheServicesOwnWorkNothingThatRowsMayStandIn(Throwable failure, String reason) {
    assertThat(DatabaseFaults.discreetReason(failure)).isEqualTo(reason);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(new SocketException("Connection reset"), "closed connection"),
        Arguments.of(new ConnectException("refused"), "connect"),
        Arguments.of(new ClosedChannelException(), "closed channel"),
        Arguments.of(new PgException("relation", "ERROR", "42P01", null), "pg 42P01"),
        Arguments.of(new IllegalStateException("secret"), "illegal state"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void orOnlyOfWhichKindItIs(Throwable failure, String kind) {
    assertThat(DatabaseFaults.kind(failure)).isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysIt(Throwable failure, String reason) {
    assertThat(DatabaseFaults.reason(failure)).isEqualTo(reason);
  }
}
