package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which form of a collection a header Accept would rather have than a document. */
class ExportFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' |",
        "*/* |",
        "application/* |",
        "application/vnd.api+json |",
        "text/html |",
        "text/* | CSV",
        "text/*;q=0.5, */*;q=0.1 | CSV",
        "text/*, text/csv;q=0 |",
        "text/*;q=0.9, text/csv;q=0.1, application/json;q=0.5 |",
        "application/vnd.api+json;q=0, text/csv;q=0.1 | CSV",
        "*/*, text/*;q=0.9 |",
        "application/x-ndjson;a=b |",
        "application/x-ndjson | NDJSON",
        "application/x-ndjson; charset=UTF-8 | NDJSON",
        "application/x-ndjson; charset=latin1 |",
        "Application/X-NDJSON | NDJSON",
        "text/csv | CSV",
        "text/csv; charset=\"UTF-8\"; header=present | CSV",
        "text/csv; header=absent |",
        "text/csv; charset=utf-16 |",
        "text/csv;q=0 |",
        "text/csv;q=0.5, application/x-ndjson;q=0.7 | NDJSON",
        "text/csv, application/x-ndjson | CSV",
        "text/csv, */*;q=0.1 | CSV",
        "text/csv, */* | CSV",
        "*/*, text/csv |",
        "application/vnd.api+json, text/csv;q=0.9 |",
        "text/csv;q=9, application/json | CSV",
        "text/html, application/x-ndjson;q=0.001 | NDJSON"
      })
  void isWhatTheHeaderWouldRatherHave(String accept, ExportFormat preferred) {
    assertThat(Accept.of(accept).export().orElse(null)).isEqualTo(preferred);
  }
}
