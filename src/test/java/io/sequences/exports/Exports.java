package io.sequences.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Exposed;
import io.sequences.support.Json;
import io.sequences.support.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Exports as a client asks for them and reads them. */
final class Exports {

  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";

  /** What ends an answer in chunks that is whole. */
  static final String END = "\r\n0\r\n\r\n";

  /** Which tells of exports that were cut off. */
  static final String LOGGER = "io.sequences.app.ExportSending";

  private static final int TIMEOUT_MILLIS = 20_000;

  private Exports() {}

  static ValidatableResponse get(Api api, String path, String accept) {
    return api.request().header("Accept", accept).get("/api/v2" + path).then();
  }

  /** The lines of an export, none of which may be blank. */
  static List<String> lines(Api api, String path) {
    ValidatableResponse answer = get(api, path, NDJSON).statusCode(200);
    assertThat(answer.extract().header("Content-Type")).isEqualTo(NDJSON);
    String text = new String(answer.extract().asByteArray(), StandardCharsets.UTF_8);
    assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1)).subList(0, count(text));
  }

  private static int count(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  static List<JsonNode> resources(Api api, String path) {
    return lines(api, path).stream().map(Json::parse).toList();
  }

  /** The records of a table, read as RFC 4180 says; null is a cell with nothing in it. */
  static List<List<String>> table(Api api, String path) {
    ValidatableResponse answer = get(api, path, CSV).statusCode(200);
    assertThat(answer.extract().header("Content-Type"))
        .isEqualTo("text/csv; charset=utf-8; header=present");
    return parse(new String(answer.extract().asByteArray(), StandardCharsets.UTF_8));
  }

  private static List<List<String>> parse(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      StringBuilder cell = new StringBuilder();
      boolean quoted = text.charAt(at) == '"';
      if (quoted) {
        at++;
        while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
          at += text.charAt(at) == '"' ? 1 : 0;
          cell.append(text.charAt(at++));
        }
        at++;
      } else {
        while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
          cell.append(text.charAt(at++));
        }
      }
      record.add(cell.isEmpty() && !quoted ? null : cell.toString());
      boolean last = text.startsWith("\r\n", at);
      assertThat(last || text.charAt(at) == ',').as("at %d of %s", at, text).isTrue();
      at += last ? 2 : 1;
      if (last) {
        records.add(record);
        record = new ArrayList<>();
      }
    }
    return records;
  }

  /** Makes mailings of a sequence with a body of so many characters each. */
  static void heavyMailings(String organisation, long sequence, int number, int characters) {
    Sample sample = Sample.of(organisation);
    sample.mailings(sequence, sample.prospect("p"), number);
    Db.rows(
        "update mailing set body_html = repeat('x', ?) where sequence_id = ?",
        characters,
        sequence);
  }

  /** A request for an export on a socket that takes little at a time; nothing is read yet. */
  static Socket open(Api api, String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(new InetSocketAddress("localhost", RestAssured.port));
    socket.setSoTimeout(TIMEOUT_MILLIS);
    String request =
        "GET /api/v2%s HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
            .formatted(path, NDJSON, api.token());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** The same, of which the beginning of the answer was read. */
  static Socket begun(Api api, String path) throws IOException {
    Socket socket = open(api, path);
    assertThat(new String(some(socket, 12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  /** Up to so many bytes, fewer if the connection ends, in whatever way. */
  static byte[] some(Socket socket, int most) {
    try {
      return socket.getInputStream().readNBytes(most);
    } catch (IOException reset) {
      return new byte[0];
    }
  }

  /** How many exports were cut off for a reason. */
  static double cutOff(String reason) {
    return value("sequences_exports_cut_off_total", "reason", reason);
  }

  /** The value of a metric with this label; there must be one. */
  static double value(String metric, String label, String value) {
    return Exposed.samples().stream()
        .filter(sample -> sample.name().equals(metric))
        .filter(sample -> value.equals(sample.labels().get(label)))
        .mapToDouble(Exposed.Sample::value)
        .findFirst()
        .orElseThrow();
  }

  /** Everything that still comes, until the connection ends in whatever way. */
  static String rest(Socket socket) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(received);
    } catch (IOException reset) {
      // What came before is what there is.
    }
    return received.toString(StandardCharsets.UTF_8);
  }
}
