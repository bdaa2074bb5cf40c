package io.sequences.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * A collector of OpenTelemetry, which the service is told to send to. It gives back all that it was
 * sent at {@code /received}: one message after the other, which is one message with the contents of
 * all.
 */
public final class Collector implements QuarkusTestResourceLifecycleManager {

  static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/v1/traces", this::take);
    server.createContext("/received", this::give);
    server.start();
    return Map.of(
        ENDPOINT,
        "http://localhost:" + server.getAddress().getPort(),
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "http/protobuf",
        "quarkus.otel.bsp.schedule.delay",
        "100ms");
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] message = exchange.getRequestBody().readAllBytes();
    synchronized (received) {
      received.writeBytes(message);
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void give(HttpExchange exchange) throws IOException {
    byte[] all;
    synchronized (received) {
      all = received.toByteArray();
    }
    exchange.sendResponseHeaders(200, all.length);
    exchange.getResponseBody().write(all);
    exchange.close();
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }
}
