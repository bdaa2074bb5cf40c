package io.sequences.mailing;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.AtOnce;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.RawHttp;
import io.sequences.support.Sample;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams of events: long ones, bad ones, and several at once. */
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
    return Sample.of(ORG).mailings(sequence, Sample.of(ORG).prospect("p"), number);
  }

  @Test
  void aStreamMayBeLongerThanAnyBody() {
    List<Long> mailings = mailings(3);
    String padding = " ".repeat(1_000);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12_000; i++) {
      lines
          .append(event(mailings.get(i % 3), "opened", Events.moment(i)))
          .append(padding)
          .append("\r\n");
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
      lines.add(event(mailings.get(i % 50), kinds[i % 8], Events.moment(i)).replace("}", reason));
    }
    long seed = System.nanoTime();
    List<CompletableFuture<JsonNode>> clients =
        IntStream.range(0, 4)
            .mapToObj(
                client ->
                    AtOnce.begin(
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
    assertThat(
            Db.number(
                "select sum(open_count) from mailing where id = any (?)",
                (Object) mailings.toArray(Long[]::new)))
        .isEqualTo(1_000);
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
            .mapToObj(i -> event(i % 50 == 0 ? 9_999_999_999L : known, "opened", Events.moment(i)))
            .toArray(String[]::new);
    JsonNode report = events.report(lines);
    Events.assertMeta(report, 5_880, 0, 120, 0);
    for (int i = 0; i < 100; i++) {
      assertThat(report.at("/errors/" + i + "/source/pointer").textValue()).isEqualTo("/" + 50 * i);
    }
  }
}
