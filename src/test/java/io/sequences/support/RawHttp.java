package io.sequences.support;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Requests as bytes on a socket, for what a client library would not send. */
public final class RawHttp {

  private static final int TIMEOUT_MILLIS = 20_000;

  private RawHttp() {}

  /**
   * An answer.
   *
   * @param headers by their names in lower case
   */
  public record Answer(int status, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.get(name);
    }
  }

  /** Sends a head and a body, both as they are; the head gets what ends the connection. */
  public static Answer send(String head, byte[] body) {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(
          (head.strip().replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      request.writeBytes(body);
      try {
        socket.getOutputStream().write(request.toByteArray());
        socket.getOutputStream().flush();
      } catch (IOException refusedEarly) {
        // The answer may come, and the socket close, before everything is sent.
        return answer(socket, head);
      }
      return answer(socket, head);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static Answer send(String head) {
    return send(head, new byte[0]);
  }

  private static Answer answer(Socket socket, String head) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(received);
    } catch (IOException reset) {
      if (received.size() == 0) {
        throw reset;
      }
    }
    String text = received.toString(StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int status = Integer.parseInt(lines[0].split(" ", -1)[1]);
    String[] requestLine = head.strip().split("\\s", 3);
    DeclaredStatuses.saw(requestLine[0], requestLine[1], status);
    String body = text.substring(end + 4);
    boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
    String whole = chunked ? withoutChunks(received.toString(StandardCharsets.ISO_8859_1)) : body;
    ExplainedErrors.saw(requestLine[1], status, headers.get("content-type"), whole);
    return new Answer(status, headers, body);
  }

  /**
   * The body of a chunked answer in one piece, as far as it came.
   *
   * @param answer with a character for each byte, which is what chunks are counted in
   */
  private static String withoutChunks(String answer) {
    StringBuilder whole = new StringBuilder();
    int at = answer.indexOf("\r\n\r\n") + 4;
    int line = answer.indexOf("\r\n", at);
    while (line >= 0) {
      int start = line + 2;
      int end = start + Integer.parseInt(answer.substring(at, line), 16);
      whole.append(answer, start, Math.min(end, answer.length()));
      at = end + 2;
      line = end == start ? -1 : answer.indexOf("\r\n", at);
    }
    return new String(
        whole.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
