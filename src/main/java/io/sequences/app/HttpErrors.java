package io.sequences.app;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sequences.apps.AppResource;
import io.sequences.catalog.Catalog;
import io.sequences.database.SchemaMigration;
import io.sequences.jsonapi.Accept;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.MediaTypes;
import io.sequences.mailing.MailingEventResource;
import io.sequences.read.Exchange;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The refusals that come before any route: request lines that are too long, media types, unknown
 * collections, bodies over the limit. A framework would answer some of them in its own words; here
 * all get an errors document.
 */
@Singleton
class HttpErrors {

  private static final Logger LOG = Logger.getLogger(HttpErrors.class);

  /**
   * The longest request line, in bytes; the server's own limit lies above it, so that the refusal
   * is ours.
   */
  private static final int MAX_REQUEST_LINE = 16 * 1024;

  /** The most bytes of all headers together; here too the server's own limit lies above it. */
  private static final int MAX_HEADERS = 32 * 1024;

  /** How long the rest of a refused request is taken, in milliseconds. */
  private static final long DISCARDED_FOR = 2_000;

  private static final String EVENTS_PATH = Exchange.BASE_PATH + "/" + MailingEventResource.PATH;

  /** Before authentication and everything else. */
  private static final int FIRST = 10_000;

  private final Catalog catalog;
  private final SchemaMigration schema;
  private final Routes routes;
  private final EarlyRefusals refusals;

  HttpErrors(Catalog catalog, SchemaMigration schema, Routes routes, EarlyRefusals refusals) {
    this.catalog = catalog;
    this.schema = schema;
    this.routes = routes;
    this.refusals = refusals;
  }

  void filter(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  void route(@Observes Router router) {
    for (int status : List.of(400, 401, 403, 404, 405, 406, 413, 414, 415, 503)) {
      router.errorHandler(status, routing -> refusals.refuse(routing, error(status)));
    }
    router.errorHandler(
        500,
        routing ->
            refusals.refuse(
                routing,
                unforeseen(
                    routing.failure(),
                    RequestId.of(routing),
                    routes.withMethod(routing.request()))));
    // Ahead of Quarkus's own, which has another form and logs what is the client's fault.
    router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
    router.route().last().handler(routing -> refusals.refuse(routing, error(404)));
  }

  private void check(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    routing.addEndHandler(answered -> discardRest(routing));
    try {
      if (requestLine(request) > MAX_REQUEST_LINE) {
        throw new ApiException(error(414));
      }
      if (headers(request) > MAX_HEADERS) {
        throw new ApiException(
            ErrorCode.MALFORMED_REQUEST, "The headers are larger than 32 KiB together.");
      }
      // As the routes will see it: other spellings of a path must not go around the checks.
      String path = routing.normalizedPath();
      Body body = Body.of(request.method(), path, catalog);
      String contentType = request.getHeader("Content-Type");
      if (contentLength(request) > body.largest() && !body.isStream(contentType)) {
        throw new ApiException(body.tooLarge());
      }
      if (path.indexOf(';') >= 0) {
        throw new ApiException(error(404));
      }
      if (path.startsWith(Exchange.BASE_PATH + "/")
          || path.startsWith(AppResource.BASE_PATH + "/")) {
        if (!schema.isDone()) {
          throw new ApiException(error(503));
        }
        checkRoute(path);
        checkAccept(routing, path);
        boolean reports = body == Body.EVENTS && request.method().equals(HttpMethod.POST);
        if (reports || hasBody(request)) {
          body.checkContentType(contentType);
        }
      }
      routing.next();
    } catch (ApiException refusal) {
      refusals.refuse(routing, refusal.errors().get(0));
    }
  }

  /**
   * Takes what a refused request still sends, and throws it away: a client that has not sent
   * everything reads no answer, and would wait for ever. One that goes on for long is cut off.
   */
  private static void discardRest(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (!request.isEnded()) {
      Vertx vertx = routing.vertx();
      HttpConnection connection = request.connection();
      // It must not hold the request, and with it the whole answer, for as long as it waits.
      long timer = vertx.setTimer(DISCARDED_FOR, late -> connection.close());
      request.pause().handler(rest -> {}).endHandler(ended -> vertx.cancelTimer(timer)).resume();
      // Its end may have been there before.
      if (request.isEnded()) {
        vertx.cancelTimer(timer);
      }
    }
  }

  private void failed(RoutingContext routing) {
    int status = routing.statusCode();
    if (routing.response().ended()) {
      // Something came too late: the request was given up, and its client knows.
      return;
    }
    if (status >= 400 && status < 500) {
      refusals.refuse(routing, error(status));
    } else {
      routing.next();
    }
  }

  /** Refuses what belongs to no resource type and is no route of its own; events have no ids. */
  private void checkRoute(String path) {
    String collection = collection(path);
    boolean events = path.equals(EVENTS_PATH) || path.equals(EVENTS_PATH + "/");
    boolean apps = path.startsWith(AppResource.BASE_PATH + "/");
    if (catalog.byPath(collection) == null && !events && !apps) {
      throw new ApiException(error(404));
    }
  }

  /**
   * Refuses whoever takes no form in which the address can answer, and says that it has several.
   */
  private void checkAccept(RoutingContext routing, String path) {
    Accept accept = ExportRequest.accept(routing.request().headers().getAll(HttpHeaders.ACCEPT));
    boolean exports = ExportRequest.isPossible(routing.request(), path, catalog);
    if (exports) {
      routing.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }
    if (!exports || accept.export().isEmpty()) {
      accept.requireDocument(exports);
    }
  }

  /** The first segment below the base path; empty outside the API. */
  private static String collection(String path) {
    if (!path.startsWith(Exchange.BASE_PATH + "/")) {
      return "";
    }
    int start = Exchange.BASE_PATH.length() + 1;
    int end = path.indexOf('/', start);
    return end < 0 ? path.substring(start) : path.substring(start, end);
  }

  /** The length of the request line in bytes, its method and version included. */
  private static int requestLine(HttpServerRequest request) {
    return request.method().name().length() + request.uri().length() + "  HTTP/1.1".length();
  }

  private static long headers(HttpServerRequest request) {
    long size = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      size += header.getKey().length() + header.getValue().length() + ": \r\n".length();
    }
    return size;
  }

  private static long contentLength(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  /** Whether the head of a request announces a body. */
  static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? request.headers().contains("Transfer-Encoding") : !length.equals("0");
  }

  /**
   * What nobody foresaw: the cause goes into the log, and only the id that finds it there to the
   * client. The log names the route as well, since what the database refuses shows no place in the
   * source.
   */
  static ApiError unforeseen(Throwable failure, String requestId, String route) {
    LOG.errorf(failure, "The request %s, %s, failed", requestId, route);
    return ApiError.of(
        ErrorCode.INTERNAL_ERROR,
        "Something failed inside the service. The request's id in its log is " + requestId + ".");
  }

  /** The error for a status that the framework chose. */
  static ApiError error(int status) {
    return switch (status) {
      case 401 -> ApiError.of(ErrorCode.UNAUTHENTICATED, "The request needs a valid bearer token.");
      case 403 -> ApiError.of(ErrorCode.UNAUTHORIZED_REQUEST, "The request is not permitted.");
      case 404 -> ApiError.of(ErrorCode.ROUTE_NOT_FOUND, "There is nothing at this address.");
      case 405 ->
          ApiError.of(ErrorCode.METHOD_NOT_ALLOWED, "The method is not allowed at this address.");
      case 406 -> Accept.refusal(false);
      case 413 -> Body.DOCUMENT.tooLarge();
      case 414 -> ApiError.of(ErrorCode.URI_TOO_LONG, "The request line is longer than 16 KiB.");
      case 415 ->
          ApiError.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE, "A body must be " + MediaTypes.JSON_API + ".");
      case 503 ->
          ApiError.of(ErrorCode.DATABASE_UNAVAILABLE, "The service is not ready. Try again.");
      default -> ApiError.of(ErrorCode.MALFORMED_REQUEST, "The request is not in order.");
    };
  }
}
