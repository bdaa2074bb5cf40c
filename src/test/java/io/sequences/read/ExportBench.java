package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.BenchTable;
import io.sequences.support.Db;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many rows a second an export sends, on this machine with the client and the database beside
 * it. Asserts nothing about time. Runs by {@code ./mvnw verify -Pbench}; {@code -Dbench.mailings=…}
 * sets the size.
 */
@QuarkusTest
@Tag("bench")
class ExportBench {

  private static final long MAILINGS = Long.getLong("bench.mailings", 1_000_000);
  private static final int SEQUENCES = 1_000;
  private static final double MEBIBYTE = 1024.0 * 1024;

  private final HttpClient http = HttpClient.newHttpClient();

  @TestHTTPResource private URI service;

  private final BenchTable table =
      new BenchTable("exports", "export", "rows/s", "MiB/s", "first byte ms");

  @Test
  void exports() throws Exception {
    Api ada = LedgerLoad.load("bench exports", SEQUENCES, MAILINGS);
    Db.rows("vacuum analyze");
    measure(ada, "lines, all attributes", "/mailings", "application/x-ndjson");
    measure(ada, "table, all attributes", "/mailings", "text/csv");
    measure(
        ada, "table, three columns", "/mailings?fields%5Bmailing%5D=state,openedAt", "text/csv");
    measure(ada, "lines by -openedAt", "/mailings?sort=-openedAt", "application/x-ndjson");
    table.print();
  }

  private void measure(Api ada, String what, String path, String accept) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/api/v2" + path))
            .header("Authorization", "Bearer " + ada.token())
            .header("Accept", accept)
            .build();
    long start = System.nanoTime();
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    double first = (System.nanoTime() - start) / 1e6;
    long bytes = 0;
    long lines = 0;
    byte[] buffer = new byte[64 * 1024];
    try (InputStream body = answer.body()) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(lines).isBetween(MAILINGS, MAILINGS + 1);
    table.row(what, lines / seconds, bytes / MEBIBYTE / seconds, first);
  }
}
