package io.sequences.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much there may be in one answer of the bodies of mailings, which can be of any length. */
@QuarkusTest
class LongTextsTest {

  private static final String ORG = "long-texts";
  private static final int LENGTH = 1 << 20;

  /** Those that fit, the row that tells whether there is a further page among them. */
  private static final int MOST = 32;

  private final Api ada = Api.of(ORG, "ada");
  private long sequence;
  private String mailings;

  @BeforeEach
  void someMoreThanFit() {
    sequence = ada.createSequence("\"name\":\"wordy\"");
    mailings = "/mailings?filter[sequence][id]=" + sequence;
    Db.rows(
        "insert into mailing (org_id, sequence_id, subject, body_html, body_text)"
            + " select ?, ?, 's', repeat('h', ? - 1), 't' from generate_series(1, ?)",
        Sample.of(ORG).org(),
        sequence,
        LENGTH,
        MOST + 1);
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
    Refusal.of(ada.patch(path, Api.document("\"name\":\"wordier\"")), 422);
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
