package io.sequences.idempotency;

import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * What a client calls a request by, so that it can be sent again.
 *
 * @param text 1 to 255 printable ASCII characters
 */
public record IdempotencyKey(String text) {

  /** The header that brings it. */
  public static final String HEADER = "Idempotency-Key";

  /** The most characters. */
  public static final int MAX_LENGTH = 255;

  /** Reads the headers of a request; 400 when they are no single key. */
  public static Optional<IdempotencyKey> of(List<String> headers) {
    if (headers.isEmpty()) {
      return Optional.empty();
    }
    String text = headers.get(0);
    boolean printable = text.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (headers.size() > 1 || text.isEmpty() || text.length() > MAX_LENGTH || !printable) {
      throw new ApiException(
          ApiError.header(
              HEADER,
              ErrorCode.MALFORMED_REQUEST,
              "The header must be sent once, with 1 to %d printable ASCII characters."
                  .formatted(MAX_LENGTH)));
    }
    return Optional.of(new IdempotencyKey(text));
  }
}
