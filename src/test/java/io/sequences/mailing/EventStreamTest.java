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
import io.sequences.support.RawHttp;
import io.sequences.support.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams of events: long ones, torn ones, and several at once. */
@QuarkusTest
class EventStreamTest {

  private static final String ORG = "event streams";

  private final Api ada = Api.of(ORG, "ada");
  private final Events events = Events.by(ada);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<Long> mailings(int number) {
    long sequence = ada.createSequence("\"name\":\"s\"");
    long prospect = Sample.of(ORG).prospect("p");
    return Db.rows(
            "insert into mailing (org_id, sequence_id, prospect_id) select ?, ?, ? from"
                + " generate_series(1, ?) returning id",
            Db.org(ORG),
            sequence,
            prospect,
            number)
        .stream()
        .map(Long.class::cast)
        .toList();
  }

  private static String moment(int second) {
    return OffsetDateTime.parse("2026-03-01T00:00:00Z").plusSeconds(second).toInstant().toString();
  }

  private static List<Object> rows(List<Long> mailings) {
    return Db.rows(
        "select (m.state, m.open_count, m.click_count, m.opened_at, m.clicked_at, m.delivered_at)::text"
            + " from mailing m where m.id = any (?) order by m.id",
        (Object) mailings.toArray(Long[]::new));
  }

  /** Opens a request whose body announces more than will come, writes to it and hangs up. */
  private void sendAndHangUp(byte[] body) throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          bytes(
              "POST /api/v2/mailingEvents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000000\r\n\r\n"
                  .formatted(ada.token())));
      out.write(body);
      out.flush();
    }
  }

  @Test
  void aStreamCutAtAnyByteAndSentAgainIsAStreamSentOnce() throws IOException {
    List<Long> once = mailings(4);
    List<Long> torn = mailings(4);
    String[] kinds = {"delivered", "opened", "clicked", "opened"};
    for (List<Long> mailings : List.of(once, torn)) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        lines.append(event(mailings.get(i % 4), kinds[i / 4 % 4], moment(i))).append('\n');
      }
      byte[] stream = bytes(lines.toString());
      if (mailings == torn) {
        for (int cut = 1; cut < stream.length; cut += 67) {
          byte[] part = java.util.Arrays.copyOf(stream, cut);
          if (cut % 2 == 0) {
            sendAndHangUp(part);
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
    String first = event(mailings.get(0), "opened", moment(1)) + "\n";
    String second = event(mailings.get(0), "opened", moment(2)) + "\n";
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          bytes(
              "POST /api/v2/mailingEvents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000000\r\n\r\n"
                  .formatted(ada.token())));
      out.write(bytes(first + second.substring(0, 20)));
      out.flush();
      // What has come is applied while the client pauses.
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> Db.number("select open_count from mailing where id = ?", mailings.get(0)) == 1);
    }
    Events.assertMeta(events.report(first + second), 1, 1, 0, 0);
  }

  @Test
  void aStreamMayBeLongerThanAnyBody() {
    List<Long> mailings = mailings(3);
    String padding = " ".repeat(1_000);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12_000; i++) {
      lines.append(event(mailings.get(i % 3), "opened", moment(i))).append(padding).append("\r\n");
    }
    byte[] stream = bytes(lines.toString());
    assertThat(stream.length).isGreaterThan(11 * 1024 * 1024);
    JsonNode report = Json.parse(events.send(Events.NDJSON, stream).body());
    Events.assertMeta(report, 12_000, 0, 0, 0);
    assertThat(
            Db.rows(
                "select open_count from mailing where id = any (?)",
                (Object) mailings.toArray(Long[]::new)))
        .containsOnly(4_000);
    // And in chunks, without a length.
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int at = 0; at < stream.length; at += 100_000) {
      int length = Math.min(100_000, stream.length - at);
      chunks.writeBytes(bytes(Integer.toHexString(length) + "\r\n"));
      chunks.write(stream, at, length);
      chunks.writeBytes(bytes("\r\n"));
    }
    chunks.writeBytes(bytes("0\r\n\r\n"));
    RawHttp.Answer again =
        RawHttp.send(
            "POST /api/v2/mailingEvents HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s\nContent-Type: application/x-ndjson\nTransfer-Encoding: chunked"
                .formatted(ada.token()),
            chunks.toByteArray());
    Events.assertMeta(Json.parse(again.body()), 0, 12_000, 0, 0);
  }

  @Test
  void overlappingStreamsAtOnceCountEveryEventOnce() {
    List<Long> mailings = mailings(50);
    long org = Db.org(ORG);
    Db.rows(
        "with s as (insert into sequence_state (org_id, sequence_id, prospect_id, state)"
            + " select org_id, sequence_id, prospect_id, 'active' from mailing where id = any (?)"
            + " returning org_id, id), n as (select id, row_number() over () r from s),"
            + " m as (select id, row_number() over () r from mailing where id = any (?))"
            + " update mailing set sequence_state_id = n.id from m join n using (r)"
            + " where mailing.id = m.id returning mailing.id",
        mailings.toArray(Long[]::new),
        mailings.toArray(Long[]::new));
    String[] kinds = {
      "delivered", "opened", "clicked", "opened", "bounced", "replied", "failed", "unsubscribed"
    };
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      String reason = kinds[i % 8].equals("bounced") ? ",\"reason\":\"r" + i % 3 + "\"}" : "}";
      lines.add(event(mailings.get(i % 50), kinds[i % 8], moment(i)).replace("}", reason));
    }
    long seed = System.nanoTime();
    List<CompletableFuture<JsonNode>> clients =
        IntStream.range(0, 4)
            .mapToObj(
                client ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          List<String> own = new ArrayList<>(lines);
                          Collections.shuffle(own, new Random(seed + client));
                          return events.report(own.toArray(String[]::new));
                        }))
            .toList();
    long applied = 0;
    for (CompletableFuture<JsonNode> client : clients) {
      JsonNode meta = client.join().path("meta");
      assertThat(meta.path("applied").intValue() + meta.path("repeated").intValue())
          .as("seed " + seed)
          .isEqualTo(lines.size());
      applied += meta.path("applied").intValue();
    }
    assertThat(applied).as("seed " + seed).isEqualTo(lines.size());
    List<Long> opens =
        Db.rows(
                "select open_count::bigint from mailing where id = any (?) order by id",
                (Object) mailings.toArray(Long[]::new))
            .stream()
            .map(Long.class::cast)
            .toList();
    assertThat(opens.stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000);
    assertThat(
            Db.number(
                "select count(*) from mailing_event where org_id = ? and mailing_id = any (?)",
                org,
                mailings.toArray(Long[]::new)))
        .isEqualTo(lines.size());
  }

  @Test
  void aStreamOfNothingButBadLinesIsAnsweredToo() {
    Events.assertMeta(events.report("x"), 0, 0, 0, 1);
    String[] bad = IntStream.range(0, 5_000).mapToObj(i -> "x").toArray(String[]::new);
    JsonNode report = events.report(bad);
    Events.assertMeta(report, 0, 0, 0, 5_000);
    assertThat(report.path("errors")).hasSize(100);
    assertThat(report.at("/errors/99/source/pointer").textValue()).isEqualTo("/99");
  }

  @Test
  void linesAreNamedInTheirOrderHoweverManyBatchesTheyFill() {
    long known = mailings(1).get(0);
    String[] lines =
        IntStream.range(0, 6_000)
            .mapToObj(i -> event(i % 50 == 0 ? 9_999_999_999L : known, "opened", moment(i)))
            .toArray(String[]::new);
    JsonNode report = events.report(lines);
    Events.assertMeta(report, 5_880, 0, 120, 0);
    for (int i = 0; i < 100; i++) {
      assertThat(report.at("/errors/" + i + "/source/pointer").textValue()).isEqualTo("/" + 50 * i);
    }
  }
}
