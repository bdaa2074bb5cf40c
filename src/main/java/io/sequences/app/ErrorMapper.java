package io.sequences.app;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.sequences.catalog.Catalog;
import io.sequences.database.DatabaseFaults;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.MediaTypes;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Gives every failure inside the API its errors document; what nobody foresaw is 500 and says
 * nothing of its cause.
 */
class ErrorMapper {

  private static final Logger LOG = Logger.getLogger(ErrorMapper.class);

  /** A write's answer needs the database once more, when the write is done. */
  private static final String BUSY =
      "The database has too much to do. Try again; a write may have been done all the same, so look"
          + " before you repeat one.";

  private static final String UNREACHABLE =
      "The database cannot be reached. Try again; a write may have been done all the same, so look"
          + " before you repeat one.";

  private final Catalog catalog;
  private final RoutingContext routing;
  private final Routes routes;
  private final AllowedMethods allowed;
  private final EarlyRefusals refusals;
  private final ErrorAnswer answer;

  ErrorMapper(
      Catalog catalog,
      RoutingContext routing,
      Routes routes,
      AllowedMethods allowed,
      EarlyRefusals refusals,
      ErrorAnswer answer) {
    this.catalog = catalog;
    this.routing = routing;
    this.routes = routes;
    this.allowed = allowed;
    this.refusals = refusals;
    this.answer = answer;
  }

  @ServerExceptionMapper
  Response refused(ApiException refusal) {
    return answer(refusal.errors()).build();
  }

  @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
  Response unauthenticated() {
    return answer(
            List.of(
                ApiError.of(ErrorCode.UNAUTHENTICATED, "The request needs a valid bearer token.")))
        .build();
  }

  /** What the routing refuses, before anybody asks who calls: 404, 405 and the like. */
  @ServerExceptionMapper
  Uni<Response> refusedByRouting(WebApplicationException refusal, UriInfo address) {
    Response answer = ofRouting(refusal, address);
    return refusals
        .count(routing)
        .map(counted -> answer)
        .onFailure(ApiException.class)
        .recoverWithItem(beyondLimit -> refused(beyondLimit));
  }

  private Response ofRouting(WebApplicationException refusal, UriInfo address) {
    int refused = refusal.getResponse().getStatus();
    int status = refused == 405 && isUnknownAction(address.getPath()) ? 404 : refused;
    Response.ResponseBuilder answer = answer(List.of(HttpErrors.error(status))).status(status);
    if (status == Response.Status.METHOD_NOT_ALLOWED.getStatusCode()) {
      // The exception does not tell them.
      answer.header(HttpHeaders.ALLOW, allowed.at(address.getPath()));
    }
    return answer.build();
  }

  /** The routes of actions exist whatever the action; the service knows only some. */
  private boolean isUnknownAction(String path) {
    String[] segments = AllowedMethods.segments(path);
    return segments.length == 4 && !catalog.byPath(segments[0]).actions().containsKey(segments[3]);
  }

  @ServerExceptionMapper
  Response failed(Throwable failure) {
    if (DatabaseFaults.isOverload(failure)) {
      return answer(List.of(ApiError.of(ErrorCode.OVERLOADED, BUSY))).build();
    }
    if (DatabaseFaults.isOutage(failure)) {
      LOG.warnf("The database is not available: %s", DatabaseFaults.reason(failure));
      return answer(List.of(ApiError.of(ErrorCode.DATABASE_UNAVAILABLE, UNREACHABLE))).build();
    }
    if (DatabaseFaults.isConflict(failure)) {
      return answer(
              List.of(
                  ApiError.of(
                      ErrorCode.CONFLICT,
                      "Another request changed something that this one relies on. Try again.")))
          .build();
    }
    return answer(
            List.of(
                HttpErrors.unforeseen(
                    failure, RequestId.of(routing), routes.withMethod(routing.request()))))
        .build();
  }

  private Response.ResponseBuilder answer(List<ApiError> errors) {
    return Response.status(errors.get(0).code().status())
        .header(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON_API)
        .entity(answer.document(errors, routing));
  }
}
