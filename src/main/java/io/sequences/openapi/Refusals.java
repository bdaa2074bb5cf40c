package io.sequences.openapi;

import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ErrorCode;
import java.util.Arrays;
import java.util.List;

/**
 * Which refusals a route can answer. A new code has to say so, and what it looks like, before this
 * compiles.
 */
final class Refusals {

  private Refusals() {}

  /** The codes that a route of a type can answer, in the order of their status. */
  static List<ErrorCode> of(ResourceType type, Route route) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> isAnsweredBy(code, type, route))
        .toList();
  }

  private static boolean isAnsweredBy(ErrorCode code, ResourceType type, Route route) {
    return switch (code) {
      // Addresses, headers and bodies are looked at before routes, and also where nobody asked for
      // a body.
      case MALFORMED_REQUEST,
          UNAUTHENTICATED,
          UNAUTHORIZED_OAUTH_SCOPE,
          UNAUTHORIZED_REQUEST,
          NOT_ACCEPTABLE,
          PAYLOAD_TOO_LARGE,
          URI_TOO_LONG,
          UNSUPPORTED_MEDIA_TYPE,
          VALIDATION_ERROR,
          RATE_LIMIT_EXCEEDED,
          INTERNAL_ERROR,
          OVERLOADED,
          DATABASE_UNAVAILABLE ->
          true;
      case PRECONDITION_FAILED -> route.takesCondition();
      case IDEMPOTENCY_CONFLICT, IDEMPOTENCY_KEY_REUSED -> route.takesKey();
      case RESOURCE_NOT_FOUND -> route.takesId();
      case CONFLICT -> route.writes();
      case CLIENT_GENERATED_ID -> route == Route.CREATE;
      case VALIDATION_DATA_TOO_LONG ->
          route.takesResource() && Writable.attributes(type).stream().anyMatch(Writable::isBounded);
      case INVALID_DATETIME_FORMAT -> route == Route.LIST;
      // Whoever calls a route of the document has found route and method; the routes of
      // applications say themselves what they answer.
      case ROUTE_NOT_FOUND, METHOD_NOT_ALLOWED, APPLICATIONS_UNAVAILABLE -> false;
    };
  }

  /** Whether the refusal reads the same for every type and route. */
  static boolean isShared(ErrorCode code) {
    return switch (code) {
      case MALFORMED_REQUEST,
          UNAUTHENTICATED,
          ROUTE_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          NOT_ACCEPTABLE,
          IDEMPOTENCY_CONFLICT,
          PRECONDITION_FAILED,
          IDEMPOTENCY_KEY_REUSED,
          PAYLOAD_TOO_LARGE,
          URI_TOO_LONG,
          UNSUPPORTED_MEDIA_TYPE,
          RATE_LIMIT_EXCEEDED,
          INTERNAL_ERROR,
          OVERLOADED,
          DATABASE_UNAVAILABLE ->
          true;
      case UNAUTHORIZED_OAUTH_SCOPE,
          UNAUTHORIZED_REQUEST,
          CLIENT_GENERATED_ID,
          RESOURCE_NOT_FOUND,
          CONFLICT,
          VALIDATION_ERROR,
          VALIDATION_DATA_TOO_LONG,
          INVALID_DATETIME_FORMAT,
          APPLICATIONS_UNAVAILABLE ->
          false;
    };
  }
}
