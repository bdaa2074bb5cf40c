package io.sequences.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.sequences.support.Api;
import io.sequences.support.LogLines;
import io.sequences.support.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No client and no organisation keeps the places of exports from others. */
@QuarkusTest
@TestProfile(ExportSharesTest.SoonOver.class)
class ExportSharesTest {

  private static final Duration LONGEST = Duration.ofSeconds(8);
  private static final String REFUSED = "sequences_exports_refused_total";

  /** Exports that must be soon done; each organisation may have half of the four at once. */
  public static final class SoonOver implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("sequences.limits.export", LONGEST.toString());
    }
  }

  private final String organisation = "shared exports " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void rows() {
    Exports.heavyMailings(organisation, ada.createSequence("\"name\":\"s\""), 1_500, 20_000);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket begun() throws IOException {
    Socket socket = Exports.begun(ada, "/mailings");
    sockets.add(socket);
    return socket;
  }

  @Test
  void oneThatTakesTooLongIsCutOffHoweverSteadilyItIsTaken() throws IOException {
    double before = Exports.cutOff("duration");
    try (LogLines log = LogLines.of(Exports.LOGGER)) {
      long start = System.nanoTime();
      Socket socket = begun();
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      await()
          .atMost(LONGEST.multipliedBy(3))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                received.writeBytes(Exports.some(socket, 8 * 1024));
                return Exports.cutOff("duration") > before;
              });
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(LONGEST.toNanos());
      assertThat(received.toString(StandardCharsets.UTF_8) + Exports.rest(socket))
          .contains("\"type\":\"mailing\"")
          .doesNotEndWith(Exports.END);
      assertThat(log.all())
          .anyMatch(line -> line.endsWith(" is cut off: it takes longer than 8000 ms"));
    }
  }

  @Test
  void noOrganisationTakesAllPlaces() throws IOException {
    double before = Exports.value(REFUSED, "bound", "organisation");
    begun();
    begun();
    Refusal.of(Exports.get(ada, "/sequences", Exports.CSV), 503)
        .is("overloaded")
        .saying("of this organisation")
        .saying("at once: 2");
    assertThat(Exports.value(REFUSED, "bound", "organisation")).isEqualTo(before + 1);
    Api other = Api.of("other " + organisation, "bob");
    Exports.get(other, "/sequences", Exports.CSV).statusCode(200);
    close();
    await().untilAsserted(() -> Exports.get(ada, "/sequences", Exports.CSV).statusCode(200));
  }
}
