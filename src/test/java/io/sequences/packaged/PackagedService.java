package io.sequences.packaged;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.sequences.support.Api;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What was built for production, run as people run it: a process of its own, told everything by
 * environment variables. It is the package, or the native executable where that was built.
 */
public final class PackagedService implements AutoCloseable {

  public static final String ISSUER = "https://issuer.example";

  private final Process process;
  private final int port;
  private final Path log;

  private PackagedService(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts the service.
   *
   * @param folder takes the log
   * @param settings environment variables beside those that say where it listens and which issuer
   *     it trusts
   */
  public static PackagedService start(Path folder, Map<String, String> settings)
      throws IOException {
    return start(folder, settings, freePort());
  }

  /** Starts the service on a port, as it is started again where its clients expect it. */
  public static PackagedService start(Path folder, Map<String, String> settings, int port)
      throws IOException {
    return start(folder, settings, port, Path.of(System.getProperty("java.home")), List.of());
  }

  /**
   * Starts the service on a Java of its own, with options of the virtual machine; a native
   * executable has neither.
   */
  static PackagedService start(
      Path folder, Map<String, String> settings, int port, Path javaHome, List<String> options)
      throws IOException {
    Path log = Files.createTempFile(folder, "service", ".log");
    ProcessBuilder builder = new ProcessBuilder(Artefact.built().command(javaHome, options));
    builder.environment().keySet().removeIf(name -> name.startsWith("DATABASE_"));
    builder.environment().putAll(environment(settings, port));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new PackagedService(builder.start(), port, log);
  }

  /**
   * Starts a copy of the service with no environment but the settings, with the copy as its home
   * and working directory, and as somebody who may not change it.
   */
  static PackagedService startBare(Path folder, Map<String, String> settings, Artefact copy)
      throws IOException {
    int port = freePort();
    Path log = Files.createTempFile(folder, "service", ".log");
    List<String> command = new ArrayList<>(Unprivileged.prefix());
    command.addAll(
        copy.command(
            Path.of(System.getProperty("java.home")), List.of("-Duser.home=" + copy.root())));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment(settings, port));
    builder.directory(copy.root().toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new PackagedService(builder.start(), port, log);
  }

  private static Map<String, String> environment(Map<String, String> settings, int port) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.putIfAbsent("MP_JWT_VERIFY_ISSUER", ISSUER);
    environment.values().removeIf(String::isEmpty);
    return environment;
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The public half of a key pair as PEM. */
  public static Path pem(Path folder, KeyPair keys) throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    return Files.writeString(
        Files.createTempFile(folder, "key", ".pem"),
        "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
  }

  /**
   * A token of user ada of the organisation acme who may do everything with sequences, categories
   * and mailings, and read users, for four hours.
   */
  public static String token(PrivateKey key, String keyId) {
    return token(key, keyId, "acme");
  }

  /** The same of another organisation's ada. */
  public static String token(PrivateKey key, String keyId, String organisation) {
    return Jwt.issuer(ISSUER)
        .audience(Set.of("sequences"))
        .subject("ada")
        .claim("org", organisation)
        .claim("scope", "sequences.all contentCategories.all mailings.all users.read")
        .expiresIn(Duration.ofHours(4))
        .jws()
        .keyId(keyId)
        .sign(key);
  }

  /** The status of a GET, or 0 while nothing listens. */
  public int status(String path) {
    try {
      return given().port(port).get(path).statusCode();
    } catch (Exception notListening) {
      return 0;
    }
  }

  public Response get(String path, String token) {
    return given().port(port).header("Authorization", "Bearer " + token).get(path);
  }

  public Response createSequence(String name, String token) {
    return given()
        .config(Api.PLAIN)
        .port(port)
        .header("Authorization", "Bearer " + token)
        .contentType(Api.JSON_API)
        .body("{\"data\":{\"type\":\"sequence\",\"attributes\":{\"name\":\"" + name + "\"}}}")
        .post("/api/v2/sequences");
  }

  /** Sends a head as it stands, and gives all of the answer. */
  public String raw(String head) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      String request = head.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The id of its process. */
  public long process() {
    return process.pid();
  }

  public int port() {
    return port;
  }

  /** Waits for the process to end. */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** With which status it ended, when it has. */
  int exitStatus() {
    return process.exitValue();
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Kills it: it gets to do nothing more. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
