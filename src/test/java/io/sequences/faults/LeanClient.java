package io.sequences.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Sends one request again and again, over a connection that stays open. It does next to nothing
 * with the answers, since it shares the processors with the service that is measured: a client that
 * is busy itself takes answers for late that lie there unread.
 */
final class LeanClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  /**
   * What came back.
   *
   * @param head the status line and the headers, in small letters; what went wrong, where nothing
   *     came
   */
  record Reply(int status, String head) {

    boolean saysWhenToTryAgain() {
      return head.contains("\r\nretry-after: ");
    }
  }

  private final int port;
  private final byte[] request;
  private Socket socket;
  private InputStream in;

  /**
   * A client, that is not connected yet.
   *
   * @param path with its query, as it is written
   */
  LeanClient(int port, String path, String token) {
    this.port = port;
    this.request =
        "GET /api/v2%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(path.replace("[", "%5B").replace("]", "%5D"), token)
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends it, and takes the answer; once more where a connection had been closed meanwhile. */
  Reply get() {
    boolean connected = socket != null;
    try {
      return exchange();
    } catch (IOException gone) {
      close();
      return connected ? get() : new Reply(Answer.CUT, gone.toString());
    }
  }

  private Reply exchange() throws IOException {
    if (socket == null) {
      socket = new Socket("localhost", port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
    }
    socket.getOutputStream().write(request);
    String head = head();
    in.skipNBytes(length(head));
    if (head.contains("\r\nconnection: close\r\n")) {
      close();
    }
    return new Reply(Integer.parseInt(head.substring(9, 12)), head);
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("The connection was closed.");
      }
      ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
  }

  private static int length(String head) throws IOException {
    String name = "\r\ncontent-length: ";
    int start = head.indexOf(name);
    if (start < 0) {
      throw new IOException("An answer without its length: " + head);
    }
    start += name.length();
    return Integer.parseInt(head.substring(start, head.indexOf('\r', start)));
  }

  @Override
  public void close() {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException closed) {
        // Nothing is left to close.
      }
      socket = null;
    }
  }
}
