package io.sequences.mailing;

import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines, which end in a line feed, and numbers them from 0. Blank lines
 * are counted and passed over. It holds no more than one line that is not yet complete.
 */
final class Lines {

  /** The longest line, in bytes. */
  static final int LONGEST = 64 * 1024;

  /** Takes the lines that are not blank, without their ends. */
  interface Reader {
    /** The bytes are valid during the call only. */
    void line(long number, ByteBuffer bytes);
  }

  private final Reader reader;
  private byte[] begun = new byte[1024];
  private int length;
  private long number;

  Lines(Reader reader) {
    this.reader = reader;
  }

  /**
   * Takes the next bytes.
   *
   * @throws ApiException 413 when a line is too long
   */
  void take(byte[] bytes) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (length == 0) {
          complete(bytes, start, i - start);
        } else {
          keep(bytes, start, i - start);
          end();
        }
        start = i + 1;
      }
    }
    keep(bytes, start, bytes.length - start);
  }

  /** Reads what stands after the last line feed. */
  void end() {
    complete(begun, 0, length);
    length = 0;
  }

  private void complete(byte[] bytes, int start, int size) {
    checkLength(size);
    boolean blank = true;
    for (int i = start; blank && i < start + size; i++) {
      blank = bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r';
    }
    if (!blank) {
      reader.line(number, ByteBuffer.wrap(bytes, start, size));
    }
    number++;
  }

  private void keep(byte[] bytes, int start, int size) {
    checkLength(length + size);
    if (length + size > begun.length) {
      begun = Arrays.copyOf(begun, Math.max(2 * begun.length, length + size));
    }
    System.arraycopy(bytes, start, begun, length, size);
    length += size;
  }

  private void checkLength(int size) {
    if (size > LONGEST) {
      throw new ApiException(
          ApiError.at(
              "/" + number,
              ErrorCode.PAYLOAD_TOO_LARGE,
              "The line is longer than 64 KiB; what came before it may have been applied."));
    }
  }
}
