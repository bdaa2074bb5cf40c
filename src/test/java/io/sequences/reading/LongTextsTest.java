package io.sequences.reading;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Exposed;
import io.sequences.support.OtherWriter;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.net.Socket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much there may be in one answer of the bodies of mailings, which can be of any length. */
@QuarkusTest
class LongTextsTest {

  private static final String ORG = "long-texts";
  private static final int LENGTH = 1 << 20;

  /**
   * Those that fit, the row that tells whether there is a further page among them: in a small
   * memory, which is the service's as well, fewer.
   */
  private static final int MOST =
      (int) Math.min(32, Runtime.getRuntime().maxMemory() / 16 / LENGTH);

  private static final int MOST_WRITTEN = Math.min(10, MOST);

  private final Api ada = Api.of(ORG, "ada");
  private long sequence;
  private String mailings;

  @BeforeEach
  void someMoreThanFit() {
    sequence = withMailings(MOST + 1);
    mailings = "/mailings?filter[sequence][id]=" + sequence;
  }

  private long withMailings(int number) {
    long wordy = ada.createSequence("\"name\":\"wordy\"");
    Db.rows(
        "insert into mailing (org_id, sequence_id, subject, body_html, body_text)"
            + " select ?, ?, 's', repeat('h', ? - 1), 't' from generate_series(1, ?)",
        Sample.of(ORG).org(),
        wordy,
        LENGTH,
        number);
    return wordy;
  }

  @Test
  void moreThanFitIsRefusedAndLessIsWhole() {
    Refusal.of(ada.get(mailings), 422).is("validationError").parameter("fields[mailing]");
    ada.get(mailings + "&page[size]=" + (MOST - 1))
        .statusCode(200)
        .body("data", hasSize(MOST - 1))
        .body("data.attributes.bodyHtml", everyItem(hasLength(LENGTH - 1)))
        .body("links.next", containsString("page"));
    Refusal.of(ada.get(mailings + "&page[size]=" + MOST), 422).parameter("fields[mailing]");
  }

  @Test
  void whatIsNotShownWeighsNothing() {
    ada.get(mailings + "&fields[mailing]=subject,bodyText")
        .statusCode(200)
        .body("data", hasSize(MOST + 1));
  }

  @Test
  void whatIsIncludedCountsAsWell() {
    String path = "/sequences/" + sequence + "?include=mailings";
    Refusal.of(ada.get(path), 422).parameter("fields[mailing]");
    ada.get(path + "&fields[mailing]=subject").statusCode(200).body("included", hasSize(MOST + 1));
  }

  @Test
  void theAnswerToAWriteShowsLessAndWhatWouldShowMoreIsNotDone() {
    String document = Api.document("\"name\":\"wordier\"");
    ada.patch("/sequences/" + withMailings(MOST_WRITTEN) + "?include=mailings", document)
        .statusCode(200)
        .body("included.attributes.bodyHtml", everyItem(hasLength(LENGTH - 1)));
    String path = "/sequences/" + withMailings(MOST_WRITTEN + 1);
    Refusal.of(ada.patch(path + "?include=mailings", document), 422).parameter("fields[mailing]");
    ada.get(path).body("data.attributes.name", equalTo("wordy"));
  }

  @Test
  void whoeverLeavesBeforeHisAnswerIsReadKeepsNothing() throws Exception {
    String fitting = mailings + "&page[size]=" + (MOST - 1);
    try (OtherWriter writer = new OtherWriter()) {
      writer.run("lock table mailing in access exclusive mode");
      try (Socket socket = new Socket("localhost", RestAssured.port)) {
        String head = "GET /api/v2%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n";
        socket.getOutputStream().write(head.formatted(fitting, ada.token()).getBytes(US_ASCII));
        writer.awaitSomebodyWaiting();
      }
    }
    await()
        .untilAsserted(
            () -> {
              assertThat(ada.get(fitting).statusCode(200).extract().asByteArray()).isNotEmpty();
              assertThat(Exposed.value("sequences_texts_held_bytes")).isZero();
            });
  }

  @Test
  void anExportTakesThemAll() {
    String lines =
        ada.request()
            .accept("application/x-ndjson")
            .get("/api/v2" + mailings)
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(lines.lines()).hasSize(MOST + 1).allMatch(line -> line.length() > LENGTH);
  }
}
