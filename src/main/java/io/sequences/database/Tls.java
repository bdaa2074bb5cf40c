package io.sequences.database;

import io.sequences.RefusedSettingException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the address of the database says of TLS, in the words of libpq: {@code sslmode} and {@code
 * sslrootcert}. JDBC understands them by itself; this makes the reactive client do the same, and
 * refuses what would leave one of the two unable to connect, or somebody in the belief that a
 * certificate is checked. Modes that try both ways are refused too, since they keep nobody from
 * listening.
 *
 * @param mode how it is connected
 * @param authorities the certificates of those whose signature is trusted, as PEM; of no other mode
 *     than those that verify
 */
record Tls(SslMode mode, Optional<Buffer> authorities) {

  /** As the README calls them. */
  private static final String MODE = "sslmode in DATABASE_URL";

  private static final String AUTHORITIES = "sslrootcert in DATABASE_URL";

  private static final String PARAMETERS = "(?<=[?&])ssl(?:mode|rootcert)=[^&,]*&?";

  /**
   * Reads an address.
   *
   * @throws RefusedSettingException that says what is wrong with it
   */
  static Tls of(String address) {
    String named = parameter(address, "sslmode").orElse("disable");
    Optional<String> file = parameter(address, "sslrootcert");
    SslMode mode = mode(named);
    boolean verifies = mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL;
    if (!verifies && file.isPresent()) {
      throw new RefusedSettingException(
          MODE, named, "verify-full or verify-ca, which alone look at the sslrootcert beside it");
    }
    return new Tls(
        mode, verifies ? Optional.of(certificates(file.orElse("not set"))) : Optional.empty());
  }

  /** Has the reactive client connect so. */
  void applyTo(PgConnectOptions server) {
    if (mode == SslMode.DISABLE) {
      return;
    }
    server
        .setSslMode(mode)
        .setTrustAll(authorities.isEmpty())
        .setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    authorities.ifPresent(
        pem -> server.setPemTrustOptions(new PemTrustOptions().addCertValue(pem)));
  }

  /** The address with a mode in it, and be it that there is no TLS. */
  static String withMode(String address) {
    return value(address, "sslmode").isPresent()
        ? address
        : address + (address.contains("?") ? "&" : "?") + "sslmode=disable";
  }

  /** The address without what it says of TLS. */
  static String without(String address) {
    return address.replaceAll(PARAMETERS, "").replaceAll("[?&](?=,|$)", "");
  }

  private static SslMode mode(String name) {
    return switch (name) {
      case "disable" -> SslMode.DISABLE;
      case "require" -> SslMode.REQUIRE;
      case "verify-ca" -> SslMode.VERIFY_CA;
      case "verify-full" -> SslMode.VERIFY_FULL;
      default ->
          throw new RefusedSettingException(
              MODE, name, "disable, require, verify-ca or verify-full");
    };
  }

  private static Buffer certificates(String file) {
    try {
      byte[] pem = Files.readAllBytes(Path.of(file));
      if (!CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .isEmpty()) {
        return Buffer.buffer(pem);
      }
    } catch (IOException | InvalidPathException | CertificateException unreadable) {
      // As is a file without any.
    }
    throw new RefusedSettingException(
        AUTHORITIES,
        file,
        "the path of a readable PEM file with the authorities that may sign the server's certificate");
  }

  private static Optional<String> parameter(String address, String name) {
    return value(address, name).map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8));
  }

  private static Optional<String> value(String address, String name) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
