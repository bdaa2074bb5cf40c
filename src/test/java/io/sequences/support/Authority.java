package io.sequences.support;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An authority that signs certificates for the servers of a test. Java makes certificates by its
 * command keytool only.
 */
public final class Authority {

  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  /** Makes its key and its own certificate. */
  public Authority(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createTempDirectory(folder, "authority");
    this.store = this.folder.resolve("keys.p12");
    generate("authority", "-ext", "bc:c=ca:true");
  }

  /** Its own certificate, as a PEM file: what those trust who trust it. */
  public Path certificate() throws IOException, GeneralSecurityException {
    return pem("authority.crt", "CERTIFICATE", keys().getCertificate("authority").getEncoded());
  }

  /** The settings of a PostgreSQL that speaks TLS, with a certificate for one host name. */
  public Map<String, String> settings(String host)
      throws IOException, GeneralSecurityException, InterruptedException {
    generate("server");
    byte[] request = keytool(new byte[0], "-certreq", "-alias", "server");
    byte[] signed =
        keytool(request, "-gencert", "-rfc", "-alias", "authority", "-ext", "san=dns:" + host);
    Path certificate = Files.write(folder.resolve("server.crt"), signed);
    Path key =
        pem(
            "server.key",
            "PRIVATE KEY",
            keys().getKey("server", PASSWORD.toCharArray()).getEncoded());
    // PostgreSQL takes no key that others may read.
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return Map.of(
        "ssl", "on", "ssl_cert_file", certificate.toString(), "ssl_key_file", key.toString());
  }

  private void generate(String alias, String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-keyalg", "EC"));
    arguments.addAll(List.of(more));
    keytool(new byte[0], arguments.toArray(String[]::new));
  }

  private byte[] keytool(byte[] input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    process.getInputStream().transferTo(out);
    if (process.waitFor() != 0) {
      throw new IOException(out.toString(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(new File(store.toString()), PASSWORD.toCharArray());
  }

  private Path pem(String name, String kind, byte[] content) throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, base64));
  }
}
