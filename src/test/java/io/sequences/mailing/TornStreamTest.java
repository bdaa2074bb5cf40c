package io.sequences.mailing;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams of events that break off: what was applied is whole, and all may be sent again. */
@QuarkusTest
class TornStreamTest {

  private static final String ORG = "torn streams";

  private final Api ada = Api.of(ORG, "ada");
  private final Events events = Events.by(ada);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<Long> mailings(int number) {
    long sequence = ada.createSequence("\"name\":\"s\"");
    return Sample.of(ORG).mailings(sequence, Sample.of(ORG).prospect("p"), number);
  }

  private static List<Object> rows(List<Long> mailings) {
    return Db.rows(
        "select (m.state, m.open_count, m.click_count, m.opened_at, m.clicked_at, m.delivered_at)::text"
            + " from mailing m where m.id = any (?) order by m.id",
        (Object) mailings.toArray(Long[]::new));
  }

  /** Begins a request whose body announces more than will come, and sends this of it. */
  private Socket begin(byte[] body) throws IOException {
    Socket socket = new Socket("localhost", RestAssured.port);
    OutputStream out = socket.getOutputStream();
    out.write(
        bytes(
            "POST /api/v2/mailingEvents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000000\r\n\r\n"
                .formatted(ada.token())));
    out.write(body);
    out.flush();
    return socket;
  }

  @Test
  void aStreamCutAtAnyByteAndSentAgainIsAStreamSentOnce() throws IOException {
    List<Long> once = mailings(4);
    List<Long> torn = mailings(4);
    String[] kinds = {"delivered", "opened", "clicked", "opened"};
    for (List<Long> mailings : List.of(once, torn)) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        lines.append(event(mailings.get(i % 4), kinds[i / 4 % 4], Events.moment(i))).append('\n');
      }
      byte[] stream = bytes(lines.toString());
      if (mailings == torn) {
        for (int cut = 1; cut < stream.length; cut += 67) {
          byte[] part = Arrays.copyOf(stream, cut);
          if (cut % 2 == 0) {
            begin(part).close();
          } else {
            // A proxy that ends what the client has left unfinished.
            assertThat(events.send(Events.NDJSON, part).status()).isEqualTo(200);
          }
        }
      }
      JsonNode meta = Json.parse(events.send(Events.NDJSON, stream).body()).path("meta");
      assertThat(meta.path("applied").intValue() + meta.path("repeated").intValue()).isEqualTo(40);
      assertThat(meta.path("refused").intValue()).isZero();
    }
    assertThat(rows(torn)).isEqualTo(rows(once));
    assertThat(
            Db.number(
                "select count(*) from pg_stat_activity where state like 'idle in transaction%'"
                    + " and query like '%apply_mailing_events%'"))
        .isZero();
  }

  @Test
  void aStreamThatBreaksOffHasAppliedWholeLines() throws IOException {
    List<Long> mailings = mailings(1);
    String first = event(mailings.get(0), "opened", Events.moment(1)) + "\n";
    String second = event(mailings.get(0), "opened", Events.moment(2)) + "\n";
    try (Socket client = begin(bytes(first + second.substring(0, 20)))) {
      // What has come is applied while the client pauses.
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> Db.number("select open_count from mailing where id = ?", mailings.get(0)) == 1);
      assertThat(client.getInputStream().available()).as("answered before its end").isZero();
    }
    Events.assertMeta(events.report(first + second), 1, 1, 0, 0);
  }
}
