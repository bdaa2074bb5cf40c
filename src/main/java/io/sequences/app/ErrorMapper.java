package io.sequences.app;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.sequences.database.DatabaseFaults;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.ErrorDocument;
import io.sequences.jsonapi.MediaTypes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Gives every failure inside the API its errors document; what nobody foresaw is 500 and says
 * nothing of its cause.
 */
class ErrorMapper {

  private static final Logger LOG = Logger.getLogger(ErrorMapper.class);

  @ServerExceptionMapper
  Response refused(ApiException refusal) {
    return answer(refusal.errors()).build();
  }

  @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
  Response unauthenticated() {
    return answer(
            List.of(
                ApiError.of(ErrorCode.UNAUTHENTICATED, "The request needs a valid bearer token.")))
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  /** What the routing refuses: 404, 405 and the like. */
  @ServerExceptionMapper
  Response refusedByRouting(WebApplicationException refusal) {
    Response response = refusal.getResponse();
    Response.ResponseBuilder answer =
        answer(List.of(HttpErrors.error(response.getStatus()))).status(response.getStatus());
    if (!response.getAllowedMethods().isEmpty()) {
      answer.header(
          HttpHeaders.ALLOW,
          response.getAllowedMethods().stream().sorted().collect(Collectors.joining(", ")));
    }
    return answer.build();
  }

  @ServerExceptionMapper
  Response failed(Throwable failure) {
    if (DatabaseFaults.isOutage(failure)) {
      LOG.warnf("The database is not available: %s", DatabaseFaults.reason(failure));
      return answer(
              List.of(
                  ApiError.of(
                      ErrorCode.DATABASE_UNAVAILABLE,
                      "The database cannot be reached. Try again; a write may have been done all the"
                          + " same, so look before you repeat one.")))
          .header(HttpHeaders.RETRY_AFTER, 1)
          .build();
    }
    if (DatabaseFaults.isConflict(failure)) {
      return answer(
              List.of(
                  ApiError.of(
                      ErrorCode.CONFLICT,
                      "Another request changed something that this one relies on. Try again.")))
          .build();
    }
    String requestId = UUID.randomUUID().toString();
    LOG.errorf(failure, "Request %s failed", requestId);
    return answer(
            List.of(
                ApiError.of(
                    ErrorCode.INTERNAL_ERROR,
                    "Something failed inside the service. The request's id in its log is "
                        + requestId
                        + ".")))
        .build();
  }

  private static Response.ResponseBuilder answer(List<ApiError> errors) {
    return Response.status(errors.get(0).code().status())
        .header(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON_API)
        .entity(ErrorDocument.json(errors));
  }
}
