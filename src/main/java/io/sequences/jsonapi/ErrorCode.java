package io.sequences.jsonapi;

/**
 * The closed list of refusals: the stable id that clients match on, its HTTP status and its title.
 */
public enum ErrorCode {
  MALFORMED_REQUEST(400, "malformedRequest", "Malformed Request"),
  UNAUTHENTICATED(401, "unauthenticated", "Unauthenticated"),
  UNAUTHORIZED_OAUTH_SCOPE(403, "unauthorizedOauthScope", "Unauthorized OAuth Scope"),
  UNAUTHORIZED_REQUEST(403, "unauthorizedRequest", "Unauthorized Request"),
  CLIENT_GENERATED_ID(403, "clientGeneratedId", "Client-Generated ID"),
  RESOURCE_NOT_FOUND(404, "resourceNotFound", "Resource Not Found"),
  ROUTE_NOT_FOUND(404, "routeNotFound", "Route Not Found"),
  METHOD_NOT_ALLOWED(405, "methodNotAllowed", "Method Not Allowed"),
  NOT_ACCEPTABLE(406, "notAcceptable", "Not Acceptable"),
  CONFLICT(409, "conflict", "Conflict"),
  IDEMPOTENCY_CONFLICT(409, "idempotencyConflict", "Idempotency Conflict"),
  PRECONDITION_FAILED(412, "preconditionFailed", "Precondition Failed"),
  PAYLOAD_TOO_LARGE(413, "payloadTooLarge", "Payload Too Large"),
  URI_TOO_LONG(414, "uriTooLong", "URI Too Long"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupportedMediaType", "Unsupported Media Type"),
  VALIDATION_ERROR(422, "validationError", "Validation Error"),
  VALIDATION_DATA_TOO_LONG(422, "validationDataTooLongError", "Validation Data Too Long Error"),
  IDEMPOTENCY_KEY_REUSED(422, "idempotencyKeyReused", "Idempotency Key Reused"),
  INVALID_DATETIME_FORMAT(
      422, "filterParameter.invalidDatetimeFormat", "Invalid Datetime Format in Filter"),
  RATE_LIMIT_EXCEEDED(429, "rateLimitExceeded", "Rate Limit Exceeded"),
  INTERNAL_ERROR(500, "internalError", "Internal Error"),
  OVERLOADED(503, "overloaded", "Overloaded"),
  DATABASE_UNAVAILABLE(503, "databaseUnavailable", "Database Unavailable"),
  APPLICATIONS_UNAVAILABLE(503, "applicationsUnavailable", "Applications Unavailable");

  private final int status;
  private final String id;
  private final String title;

  ErrorCode(int status, String id, String title) {
    this.status = status;
    this.id = id;
    this.title = title;
  }

  /** The HTTP status of an answer that carries this error. */
  public int status() {
    return status;
  }

  /** The code that clients match on; it never changes. */
  public String id() {
    return id;
  }

  /** A short heading, the same for every occurrence. */
  public String title() {
    return title;
  }
}
