package io.sequences.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sequences.support.Api;
import io.sequences.support.AtOnce;
import io.sequences.support.Db;
import io.sequences.support.Sizes;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that hang up at any moment: nothing of the service stays behind. */
@QuarkusTest
@Tag("faults")
class AbortedRequestsTest {

  private static final String ORG = "aborted requests";
  private static final int CLIENTS = 4;
  private static final int ABORTS = Sizes.ABORTS / CLIENTS;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Api ada = Api.of(ORG, "ada");

  private byte[] request(String line, String body) {
    String head =
        """
        %s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/vnd.api+json
        Content-Length: %d

        """;
    return (head.formatted(line, ada.token(), body.length()).replace("\n", "\r\n") + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] read() {
    return request("GET /api/v2/sequences?count=true&include=creator&sort=-openCount", "");
  }

  private byte[] write() {
    return request("POST /api/v2/sequences", Api.document("\"name\":\"aborted\""));
  }

  /** Sends some of a request, or all of it, and hangs up after a moment, mostly with a reset. */
  private static void abort(byte[] request, Random random) {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      int length = random.nextInt(10) == 0 ? random.nextInt(request.length) : request.length;
      socket.getOutputStream().write(request, 0, length);
      socket.setSoTimeout(1 + random.nextInt(20));
      socket.setSoLinger(random.nextInt(4) > 0, 0);
      socket.getInputStream().read();
    } catch (SocketTimeoutException moment) {
      // As it was meant.
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void leaveNoTransactionAndTakeNoConnectionAlong() {
    ada.get("/sequences").statusCode(200);
    long seed = System.nanoTime();
    List<CompletableFuture<Void>> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(
                client ->
                    CompletableFuture.runAsync(
                        () -> {
                          Random random = new Random(seed + client);
                          for (int i = 0; i < ABORTS; i++) {
                            abort(random.nextBoolean() ? read() : write(), random);
                          }
                        }))
            .toList();
    clients.forEach(CompletableFuture::join);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(given().get("/q/metrics").asString())
                  .as("seed " + seed)
                  .contains("sequences_gate_admitted 0.0")
                  .contains("sequences_gate_waiting 0.0");
              assertThat(
                      Db.number(
                          "select count(*) from pg_stat_activity where state like 'idle in trans%'"))
                  .isZero();
            });
    // As many at once as there are connections.
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(statusesOf(20)).as("seed " + seed).containsOnly(200));
  }

  private List<Integer> statusesOf(int clients) {
    return Stream.generate(() -> AtOnce.begin(() -> ada.get("/sequences").extract().statusCode()))
        .limit(clients)
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }
}
