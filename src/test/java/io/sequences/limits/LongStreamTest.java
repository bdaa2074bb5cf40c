package io.sequences.limits;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.sequences.support.Api;
import io.sequences.support.Sample;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A stream of events has no end that the service sets. */
@QuarkusTest
@TestProfile(TightLimits.class)
class LongStreamTest {

  private static final String ORG = "long streams";
  private static final Duration LONGEST_LIMIT = TightLimits.BULK;

  private final Api ada = Api.of(ORG, "ada");

  @TestHTTPResource("/api/v2/mailingEvents")
  private URI address;

  /** The same line, again and again for a time. */
  private static final class Trickle extends InputStream {

    private final byte[] line;
    private final long end;
    private int at;

    Trickle(String line, Duration time) {
      this.line = (line + "\n").getBytes(StandardCharsets.UTF_8);
      this.end = System.nanoTime() + time.toNanos();
    }

    @Override
    public int read() {
      if (at == line.length) {
        if (System.nanoTime() > end) {
          return -1;
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        at = 0;
      }
      return line[at++];
    }

    @Override
    public int read(byte[] into, int offset, int most) {
      int next = read();
      if (next < 0) {
        return -1;
      }
      into[offset] = (byte) next;
      return 1;
    }
  }

  @Test
  void itMayLastLongerThanEveryLimitOfOtherRequests() throws Exception {
    long sequence = ada.createSequence("\"name\":\"s\"");
    long mailing = Sample.of(ORG).mailing(sequence, Sample.of(ORG).prospect("p"));
    String line = event(mailing, "opened", "2026-03-01T00:00:00Z");
    Duration time = LONGEST_LIMIT.plusSeconds(2);

    // This client offers to go on in HTTP/2, as it does unless told otherwise.
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + ada.token())
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofInputStream(() -> new Trickle(line, time)))
                    .build(),
                BodyHandlers.ofString());

    assertThat(answer.body()).contains("\"applied\":1,");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }
}
