package io.sequences.limits;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What becomes of clients that send little by little, or nothing. */
@QuarkusTest
@TestProfile(TightLimits.class)
class SlowClientsTest {

  private static final String ORG = "slow clients";

  /** A busy machine may be late by so much. */
  private static final Duration LATE = Duration.ofMillis(1_900);

  private final Api ada = Api.of(ORG, "ada");

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Socket connect() throws IOException {
    return new Socket("localhost", RestAssured.port);
  }

  private String head(String line, String contentType) {
    return "%s HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s\nContent-Type: %s\nContent-Length: 9999\n\n"
        .formatted(line, ada.token(), contentType);
  }

  /** What came until the server closed the connection, and how long that took. */
  private record End(String answer, Duration after) {}

  /** Sends a beginning, and then a drop every tenth of a second, until the server closes. */
  private static End drip(String beginning, IntFunction<String> drops) throws IOException {
    long start = System.nanoTime();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = connect()) {
      socket.setSoTimeout(100);
      socket.getOutputStream().write(bytes(beginning));
      InputStream in = socket.getInputStream();
      for (int i = 0; ; i++) {
        try {
          int next = in.read();
          if (next < 0) {
            break;
          }
          answer.write(next);
        } catch (SocketTimeoutException nothingYet) {
          socket.getOutputStream().write(bytes(drops.apply(i)));
        }
      }
    } catch (IOException reset) {
      // Closed while a drop was on its way.
    }
    return new End(
        answer.toString(StandardCharsets.UTF_8), Duration.ofNanos(System.nanoTime() - start));
  }

  @Test
  void aConnectionOnWhichNothingComesIsClosed() throws IOException {
    End end = drip("", i -> "");
    assertThat(end.after())
        .isBetween(TightLimits.HEAD.minusMillis(200), TightLimits.HEAD.plus(LATE));
  }

  @Test
  void aHeadThatStopsHalfWayIsClosed() throws IOException {
    End end = drip("GET /api/v2/sequences HTTP/1.1\nHost: localhost\n", i -> "");
    assertThat(end.after()).isLessThan(TightLimits.HEAD.plus(LATE));
    assertThat(end.answer()).isEmpty();
  }

  @Test
  void aHeadThatDripsIsClosedAsSoon() throws IOException {
    End end = drip("GET /api/v2/sequences HTTP/1.1\nHost: localhost\n", i -> "X-" + i + ": x\n");
    assertThat(end.after()).isLessThan(TightLimits.HEAD.plus(LATE));
    assertThat(end.answer()).isEmpty();
  }

  @Test
  void aBodyThatDripsIsRefusedWhenTheRequestHasHadItsTime() throws IOException {
    End end = drip(head("POST /api/v2/sequences", Api.JSON_API), i -> " ");
    assertThat(end.answer()).startsWith("HTTP/1.1 400").contains("The body was not all there");
    assertThat(end.after())
        .isBetween(TightLimits.REQUEST.minusMillis(500), TightLimits.REQUEST.plus(LATE));
  }

  @Test
  void soIsOneThatAnApplicationSendsToBecomeKnown() throws IOException {
    End end = drip(head("POST /api/app/installs/1/actions/accessToken", Api.JSON_API), i -> " ");
    assertThat(end.answer()).startsWith("HTTP/1.1 400").contains("The body was not all there");
    assertThat(end.after()).isLessThan(TightLimits.REQUEST.plus(LATE));
  }

  @Test
  void aConnectionOnWhichAnybodyAskedMayNotBeSilentForLonger() throws IOException {
    End end = drip("GET /.well-known/jwks.json HTTP/1.1\nHost: localhost\n\n", i -> "");
    assertThat(end.answer()).startsWith("HTTP/1.1 200");
    assertThat(end.after()).isLessThan(TightLimits.KEEP_ALIVE);
  }

  @Test
  void aBodyWithoutAValidTokenIsNotWaitedFor() throws IOException {
    String head = head("POST /api/v2/sequences", Api.JSON_API).replace("Bearer ", "Bearer x");
    End end = drip(head, i -> " ");
    assertThat(end.answer()).startsWith("HTTP/1.1 401");
    assertThat(end.after()).isLessThan(TightLimits.REQUEST);
  }

  @Test
  void aStreamThatBringsNoLineIsEndedAndHasAppliedWhatItBrought() throws IOException {
    long sequence = ada.createSequence("\"name\":\"s\"");
    long mailing = Sample.of(ORG).mailing(sequence, Sample.of(ORG).prospect("p"));
    String stream = head("POST /api/v2/mailingEvents", "application/x-ndjson");
    String line = event(mailing, "opened", "2026-03-01T00:00:00Z") + "\n";
    // Blanks are no lines.
    End end = drip(stream + line, i -> " ");
    assertThat(end.answer())
        .startsWith("HTTP/1.1 400")
        .contains("No line came for 1000 ms. Of the lines so far, 1 were applied");
    assertThat(Db.number("select open_count from mailing where id = ?", mailing)).isEqualTo(1);
    // As long as lines come, it goes on: three times as long here.
    StringBuilder lines = new StringBuilder();
    End slow =
        drip(
            stream + line,
            i -> {
              lines.append(i);
              return i < 30 ? line : " ";
            });
    assertThat(slow.answer()).startsWith("HTTP/1.1 400").contains("31 were applied");
  }

  @Test
  void aConnectionThatHasCarriedATokenMayBeSilentForLonger() throws IOException {
    try (Socket socket = connect()) {
      for (int i = 0; i < 2; i++) {
        socket
            .getOutputStream()
            .write(
                bytes(
                    "GET /api/v2/sequences?page[size]=1 HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s\n\n"
                        .formatted(ada.token())));
        socket.setSoTimeout(10_000);
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        socket.setSoTimeout((int) TightLimits.HEAD.plus(LATE).toMillis());
        drain(socket.getInputStream());
      }
    }
  }

  /** Reads until nothing more comes for as long as the socket waits; the end would be a failure. */
  private static void drain(InputStream in) throws IOException {
    try {
      while (true) {
        assertThat(in.read()).as("the connection is open").isNotNegative();
      }
    } catch (SocketTimeoutException silence) {
      // As it should be.
    }
  }

  @Test
  void thereIsALimitOfConnectionsAndOthersAreClosedAtOnce() throws IOException {
    List<Socket> open = new ArrayList<>();
    boolean refused = false;
    try {
      for (int i = 0; i <= TightLimits.CONNECTIONS && !refused; i++) {
        Socket socket = connect();
        open.add(socket);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(bytes("GET /q/health/live HTTP/1.1\nHost: localhost\n\n"));
        refused = socket.getInputStream().read() < 0;
      }
      assertThat(refused).isTrue();
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
