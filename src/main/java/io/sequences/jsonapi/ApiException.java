package io.sequences.jsonapi;

import java.util.List;

/**
 * A refusal on its way to the client: one or more errors that share a status. It carries no stack
 * trace.
 */
public final class ApiException extends RuntimeException {

  private final transient List<ApiError> errors;

  /** Refuses with all of {@code errors}, at least one; the first one's status is the answer's. */
  public ApiException(List<ApiError> errors) {
    super(errors.get(0).detail(), null, false, false);
    this.errors = List.copyOf(errors);
  }

  /** Refuses with one error. */
  public ApiException(ApiError error) {
    this(List.of(error));
  }

  /** Refuses the request as a whole. */
  public ApiException(ErrorCode code, String detail) {
    this(ApiError.of(code, detail));
  }

  /** Throws when there is anything to refuse. */
  public static void throwIfAny(List<ApiError> errors) {
    if (!errors.isEmpty()) {
      throw new ApiException(errors);
    }
  }

  /** What was refused, at least one. */
  public List<ApiError> errors() {
    return errors;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return errors.get(0).code().status();
  }
}
