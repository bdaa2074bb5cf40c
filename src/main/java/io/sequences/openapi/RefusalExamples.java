package io.sequences.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.InvalidValue;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.ValueType;
import io.sequences.catalog.Values;
import io.sequences.idempotency.IdempotencyKey;
import io.sequences.jsonapi.Accept;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.ErrorDocument;
import io.sequences.jsonapi.IfMatch;
import io.sequences.jsonapi.MediaTypes;
import io.sequences.jsonapi.Names;
import io.sequences.read.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What each refusal looks like: ids and titles are the code's, the details those of the service.
 */
final class RefusalExamples {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An id such as the service gives to requests that bring none. */
  static final String REQUEST_ID = "7f0c2f5e-3d52-4c8e-9f0a-5b1f6f1f9d3e";

  private static final String ATTRIBUTES = "/data/attributes/";

  /** A name that nothing has, nor one that is like it. */
  private static final String UNKNOWN = "colour";

  /** A value that is of the wrong kind everywhere. */
  private static final JsonNode OF_NO_TYPE =
      JsonNodeFactory.instance.arrayNode().add(JsonNodeFactory.instance.arrayNode());

  private static final JsonNode TOO_LONG = TextNode.valueOf("x".repeat(1_000_000));

  private RefusalExamples() {}

  /** The document that carries a refusal, as the service at this address writes it. */
  static JsonNode document(String address, ApiError refusal) {
    try {
      return JSON.readTree(ErrorDocument.json(address, List.of(refusal), REQUEST_ID));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The refusal as a route of this type may answer it. */
  static ApiError of(ErrorCode code, ResourceType type, Route route) {
    String name = Words.spaced(type.name());
    return switch (code) {
      case MALFORMED_REQUEST ->
          ApiError.of(code, "The body is not JSON: a syntax error (line 3, column 18).");
      case UNAUTHENTICATED -> ApiError.of(code, "The request needs a valid bearer token.");
      case UNAUTHORIZED_OAUTH_SCOPE ->
          ApiError.of(code, "The token needs the scope '" + route.permission().scope(type) + "'.");
      case UNAUTHORIZED_REQUEST ->
          ApiError.of(
              code,
              route.writes() && route.takesId()
                  ? "The " + name + " may not be changed by this caller."
                  : "The token's organisation or user is not known to this service.");
      case CLIENT_GENERATED_ID ->
          ApiError.at("/data/id", code, "The service gives ids; a create brings none.");
      case RESOURCE_NOT_FOUND -> ResourceId.notFound(type).errors().get(0);
      case ROUTE_NOT_FOUND -> ApiError.of(code, "There is nothing at this address.");
      case METHOD_NOT_ALLOWED -> ApiError.of(code, "The method is not allowed at this address.");
      case NOT_ACCEPTABLE -> Accept.refusal(false);
      case CONFLICT ->
          route.takesResource()
              ? ApiError.at(
                  "/data/type", code, "Resources here have the type '" + type.name() + "'.")
              : ApiError.of(
                  code, "Another request changed something that this one relies on. Try again.");
      case IDEMPOTENCY_CONFLICT ->
          ApiError.header(
              IdempotencyKey.HEADER,
              code,
              "A request with this key is at work. Send it again when that has been answered.");
      case IDEMPOTENCY_KEY_REUSED ->
          ApiError.header(
              IdempotencyKey.HEADER,
              code,
              "The key came with another request before: with another address or body.");
      case PRECONDITION_FAILED ->
          ApiError.header(
              IfMatch.HEADER,
              code,
              "The resource is another version by now: its entity tag is " + IfMatch.tag(8) + ".");
      case PAYLOAD_TOO_LARGE -> ApiError.of(code, "The body is larger than 1 MiB.");
      case URI_TOO_LONG -> ApiError.of(code, "The request line is longer than 16 KiB.");
      case UNSUPPORTED_MEDIA_TYPE ->
          ApiError.header(
              "Content-Type",
              code,
              "A body must have the Content-Type " + MediaTypes.JSON_API + ".");
      case VALIDATION_ERROR -> invalid(type, route);
      case VALIDATION_DATA_TOO_LONG -> tooLong(type);
      case INVALID_DATETIME_FORMAT -> rangeInNewSyntax(type);
      case RATE_LIMIT_EXCEEDED ->
          ApiError.of(
              code, "More than 10,000 requests within an hour. Try again in 1,284 seconds.");
      case INTERNAL_ERROR ->
          ApiError.of(
              code,
              "Something failed inside the service. The request's id in its log is "
                  + REQUEST_ID
                  + ".");
      case OVERLOADED ->
          ApiError.of(
              code,
              "The database has too much to do. Try again; a write may have been done all the same,"
                  + " so look before you repeat one.");
      case DATABASE_UNAVAILABLE ->
          ApiError.of(
              code,
              "The database cannot be reached. Try again; a write may have been done all the same,"
                  + " so look before you repeat one.");
      case APPLICATIONS_UNAVAILABLE ->
          ApiError.of(code, "This service has no key to sign tokens of applications with.");
    };
  }

  private static ApiError invalid(ResourceType type, Route route) {
    if (!route.takesResource()) {
      return ApiError.parameter(UNKNOWN, "The parameter is not known.");
    }
    return Writable.attributes(type).stream()
        .min(neededFirst(type))
        .map(attribute -> refused(attribute, ErrorCode.VALIDATION_ERROR, OF_NO_TYPE))
        .orElseGet(
            () ->
                ApiError.invalid(
                    ATTRIBUTES + UNKNOWN,
                    Names.unknown(type.name(), "attribute", UNKNOWN, type.attributes().keySet())));
  }

  private static ApiError tooLong(ResourceType type) {
    Attribute text =
        Writable.attributes(type).stream()
            .filter(Writable::isBounded)
            .min(neededFirst(type))
            .orElseThrow();
    return refused(text, ErrorCode.VALIDATION_DATA_TOO_LONG, TOO_LONG);
  }

  private static ApiError refused(Attribute attribute, ErrorCode code, JsonNode value) {
    String why = refusal(() -> attribute.type().fromJson(value));
    return ApiError.at(ATTRIBUTES + attribute.name(), code, "The value " + why + ".");
  }

  private static ApiError rangeInNewSyntax(ResourceType type) {
    String range = "2025-01-01..inf";
    Optional<Attribute> time =
        type.attributes().values().stream().filter(each -> each.type().isTime()).findFirst();
    String parameter = time.map(each -> "filter[" + each.name() + "]").orElse("filter");
    ValueType<?> kind = time.<ValueType<?>>map(Attribute::type).orElse(Values.MOMENT);
    String detail = "The value '%s' %s.".formatted(range, refusal(() -> kind.fromFilter(range)));
    return new ApiError(
        ErrorCode.INVALID_DATETIME_FORMAT,
        detail,
        new ApiError.Source(ApiError.Place.PARAMETER, parameter));
  }

  private static Comparator<Attribute> neededFirst(ResourceType type) {
    return Comparator.comparing(attribute -> !type.neededByCreate(attribute.name()));
  }

  /** Why a value is refused. */
  private static String refusal(Supplier<?> reading) {
    try {
      throw new IllegalStateException("Taken: " + reading.get());
    } catch (InvalidValue invalid) {
      return invalid.getMessage();
    }
  }
}
