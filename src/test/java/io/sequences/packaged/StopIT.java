package io.sequences.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sequences.support.Api;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the service ends when it is told to: nobody's request is lost. */
class StopIT {

  private static final int CLIENTS = 6;

  private static final String CLIENTS_OF_DATABASE =
      "backend_type = 'client backend' and pid <> pg_backend_pid()";

  private static final String SLOW_CATEGORIES =
      """
      create function take_time() returns trigger language plpgsql as $$ begin
        perform pg_sleep(3); return new; end $$;
      create trigger take_time before insert on content_category for each row
        when (new.name = 'slow') execute function take_time()
      """;

  @TempDir private Path folder;

  private final ExecutorService clients = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  @Test
  void unreadyFirstThenTheRequestsAtWorkAreDoneThenItEnds() throws Exception {
    try (Installation installation =
            new Installation(folder, Map.of("QUARKUS_SHUTDOWN_DELAY", "2s"));
        Connection connection = installation.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(SLOW_CATEGORIES);
      assertThat(installation.service().createSequence("s", installation.token()).statusCode())
          .isEqualTo(201);
      AtomicBoolean send = new AtomicBoolean(true);
      AtomicInteger sent = new AtomicInteger();
      List<CompletableFuture<Void>> senders = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        senders.add(
            CompletableFuture.runAsync(() -> keepSending(installation, send, sent), clients));
      }
      CompletableFuture<Integer> slow = slowRequest(installation);
      await()
          .atMost(Installation.PATIENCE)
          .until(() -> slow.isDone() || number(statement, "wait_event = 'PgSleep'") == 1);
      assertThat(slow).isNotDone();
      Socket stream = openStream(installation);

      Processes.terminate(installation.service().process());
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofSeconds(2))
          .until(() -> installation.service().status("/q/health/ready") == 503);
      assertThat(installation.service().status("/q/health/live")).isEqualTo(200);
      int atUnready = sent.get();
      // A balancer needs a moment to hear of it.
      await().atMost(Duration.ofSeconds(2)).until(() -> sent.get() > atUnready + CLIENTS);
      send.set(false);

      assertThat(new String(stream.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 503")
          .contains("The service is about to stop. Of the lines so far, 1 were applied");
      senders.forEach(CompletableFuture::join);
      assertThat(slow.join()).isEqualTo(201);
      assertThat(installation.service().awaitEnd(Duration.ofSeconds(20))).isTrue();
      assertThat(sent.get()).isPositive();
      await()
          .atMost(Installation.PATIENCE)
          .until(() -> number(statement, CLIENTS_OF_DATABASE) == 0);
      installation.assertLogIsDiscreet();
    }
  }

  @Test
  void anExportThatWouldGoOnIsCutOffBeforeTheServerIs() throws Exception {
    Map<String, String> settings =
        Map.of("QUARKUS_SHUTDOWN_DELAY", "1s", "QUARKUS_SHUTDOWN_TIMEOUT", "4s");
    try (Installation installation = new Installation(folder, settings);
        Connection connection = installation.database().connect();
        Statement statement = connection.createStatement()) {
      assertThat(installation.sequences().statusCode()).isEqualTo(200);
      statement.execute(
          "insert into sequence (org_id, name, description, ruleset_id) select org_id, 's',"
              + " repeat('x', 1024), id from ruleset, generate_series(1, 20000)");
      try (Socket export = new Socket()) {
        export.setReceiveBufferSize(16 * 1024);
        export.connect(new InetSocketAddress("localhost", installation.service().port()));
        String head =
            "GET /api/v2/sequences HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(installation.token());
        export.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        assertThat(export.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
        Processes.terminate(installation.service().process());
        assertThat(installation.service().awaitEnd(Duration.ofSeconds(20))).isTrue();
      }
      assertThat(installation.service().log()).contains("is cut off: the service stops");
      installation.assertLogIsDiscreet();
    }
  }

  private CompletableFuture<Integer> slowRequest(Installation installation) {
    return CompletableFuture.supplyAsync(
        () ->
            given()
                .config(Api.PLAIN)
                .port(installation.service().port())
                .header("Authorization", "Bearer " + installation.token())
                .contentType(Api.JSON_API)
                .body(
                    "{\"data\":{\"type\":\"contentCategory\",\"attributes\":{\"name\":\"slow\"}}}")
                .post("/api/v2/contentCategories")
                .statusCode(),
        clients);
  }

  /**
   * Sends one request after the other, and fails with the first that is not answered as it should.
   */
  private static void keepSending(
      Installation installation, AtomicBoolean send, AtomicInteger sent) {
    while (send.get()) {
      assertThat(installation.sequences().statusCode()).isEqualTo(200);
      sent.incrementAndGet();
    }
  }

  /** A stream that has brought one line, which counts, and goes on for ever. */
  private static Socket openStream(Installation installation) throws Exception {
    try (Connection connection = installation.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into mailing (org_id, sequence_id) select org_id, id from sequence limit 1");
    }
    Socket socket = new Socket("localhost", installation.service().port());
    String head =
        "POST /api/v2/mailingEvents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-ndjson\r\nContent-Length: 99999\r\n\r\n"
            .formatted(installation.token());
    String line = "{\"mailing\":1,\"event\":\"opened\",\"occurredAt\":\"2026-03-01T00:00:00Z\"}\n";
    socket.getOutputStream().write((head + line).getBytes(StandardCharsets.US_ASCII));
    try (Connection connection = installation.database().connect();
        Statement statement = connection.createStatement()) {
      await()
          .atMost(Installation.PATIENCE)
          .until(
              () -> {
                try (ResultSet row = statement.executeQuery("select open_count from mailing")) {
                  return row.next() && row.getInt(1) == 1;
                }
              });
    }
    return socket;
  }

  private static long number(Statement statement, String condition) throws Exception {
    try (ResultSet row =
        statement.executeQuery("select count(*) from pg_stat_activity where " + condition)) {
      row.next();
      return row.getLong(1);
    }
  }
}
