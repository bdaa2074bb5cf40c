package io.sequences.backup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.sequences.packaged.PackagedService;
import io.sequences.support.Api;
import io.sequences.support.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The package at work on a server, and what it says to users of two organisations. */
final class Serving implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAGE = 500;

  private static final String FIGURES =
      "bounceCount,clickCount,deliverCount,failureCount,openCount,optOutCount,replyCount,scheduleCount,"
          + "positiveReplyCount,neutralReplyCount,negativeReplyCount,numContactedProspects,numRepliedProspects";

  /** The same figures in the same order, as the ledger has them. */
  private static final String LEDGER =
      """
      select s.id, concat_ws(' ', sum(bounce_count), sum(click_count), sum(deliver_count), sum(failure_count),
        sum(open_count), sum(opt_out_count), sum(reply_count), sum(schedule_count), sum(positive_reply_count),
        sum(neutral_reply_count), sum(negative_reply_count), sum(contacted_prospects), sum(replied_prospects))
      from organization o join sequence s on s.org_id = o.id
      left join sequence_ledger l on l.org_id = s.org_id and l.sequence_id = s.id
      where o.external_id = ? and s.deleted_at is null
      group by s.id
      """;

  private static final String NONE = "0 0 0 0 0 0 0 0 0 0 0 0 0";

  private final PackagedService service;
  private final KeyPair keys;

  private Serving(PackagedService service, KeyPair keys) {
    this.service = service;
    this.keys = keys;
  }

  /** Starts the package, and waits until it is ready. */
  static Serving start(Path folder, Server server, KeyPair keys) throws IOException {
    Map<String, String> settings = server.settings();
    settings.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", PackagedService.pem(folder, keys).toString());
    settings.put("SEQUENCES_LIMITS_REQUESTS_PER_HOUR", "0");
    // Deltas stay pending until a test has them folded.
    settings.put("SEQUENCES_COUNTERS_FOLD_EVERY", "1h");
    PackagedService service = PackagedService.start(folder, settings);
    await().atMost(PATIENCE).until(() -> service.status("/q/health/ready"), equalTo(200));
    return new Serving(service, keys);
  }

  /** What the ledger has of an organisation's sequences, in the moment that a connection sees. */
  static Map<Long, String> ledger(Connection connection, String organisation) throws SQLException {
    Map<Long, String> figures = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LEDGER)) {
      statement.setString(1, organisation);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          figures.put(rows.getLong(1), rows.getString(2).isEmpty() ? NONE : rows.getString(2));
        }
      }
    }
    return figures;
  }

  /** What ada of an organisation is told of its sequences, by their ids. */
  Map<Long, String> figures(String organisation) {
    Map<Long, String> figures = new TreeMap<>();
    int size;
    do {
      size = figures.size();
      String page = "&page[limit]=" + PAGE + "&page[offset]=" + size;
      Response answer =
          service.get("/api/v2/sequences?fields[sequence]=" + FIGURES + page, token(organisation));
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
      for (JsonNode sequence : Json.parse(answer.asString()).path("data")) {
        StringBuilder line = new StringBuilder();
        for (String figure : FIGURES.split(",", -1)) {
          line.append(line.isEmpty() ? "" : " ")
              .append(sequence.at("/attributes/" + figure).asText());
        }
        figures.put(sequence.path("id").asLong(), line.toString());
      }
    } while (figures.size() - size == PAGE);
    return figures;
  }

  /** The status of an answer that is about one sequence. */
  int status(String organisation, long sequence) {
    return service.get("/api/v2/sequences/" + sequence, token(organisation)).statusCode();
  }

  /** Creates a sequence in acme, and gives its id. */
  long create(String name) {
    return id(service.createSequence(name, token("acme")));
  }

  /** Creates a sequence in acme by a request that may be sent again with its key. */
  long createOnce(String key) {
    return id(
        given()
            .config(Api.PLAIN)
            .port(service.port())
            .header("Authorization", "Bearer " + token("acme"))
            .header("Idempotency-Key", key)
            .contentType(Api.JSON_API)
            .body(Api.document("\"name\":\"Once\""))
            .post("/api/v2/sequences"));
  }

  /** Reports that a mailing of acme was opened. */
  void open(long mailing) {
    Response answer =
        given()
            .config(Api.PLAIN)
            .port(service.port())
            .header("Authorization", "Bearer " + token("acme"))
            .contentType("application/json")
            .body(
                "[{\"mailing\":%d,\"event\":\"opened\",\"occurredAt\":\"2026-03-01T12:00:00Z\"}]"
                    .formatted(mailing))
            .post("/api/v2/mailingEvents");
    assertThat(answer.asString()).contains("\"applied\":1,");
  }

  private static long id(Response created) {
    assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
    return Json.parse(created.asString()).at("/data/id").longValue();
  }

  private String token(String organisation) {
    return PackagedService.token(keys.getPrivate(), "any", organisation);
  }

  @Override
  public void close() {
    service.close();
  }
}
