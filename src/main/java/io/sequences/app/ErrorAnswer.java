package io.sequences.app;

import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.ErrorDocument;
import io.sequences.jsonapi.MediaTypes;
import io.sequences.read.PublicAddress;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The answers with an error that are given outside of any resource, and what they say. In a scope
 * of its own because mappers of errors are made before the configuration is final.
 */
@ApplicationScoped
class ErrorAnswer {

  private final PublicAddress address;

  ErrorAnswer(PublicAddress address) {
    this.address = address;
  }

  /** The errors document that answers a request; the answer's head gets what belongs to it. */
  String document(List<ApiError> errors, RoutingContext routing) {
    ErrorCode code = errors.get(0).code();
    MultiMap head = routing.response().headers();
    if (code.status() == 401) {
      head.set("WWW-Authenticate", "Bearer");
    }
    if (code.status() == 503) {
      head.set("Retry-After", "1");
    }
    if (code == ErrorCode.PAYLOAD_TOO_LARGE) {
      // What follows is not read, so that the connection has no next request.
      head.set("Connection", "close");
    }
    return ErrorDocument.json(address.of(routing.request()), errors, RequestId.of(routing));
  }

  /** Answers with an error, unless an answer has begun. */
  Future<Void> send(RoutingContext routing, ApiError error) {
    if (routing.response().headWritten()) {
      return routing.response().end();
    }
    AnswerHeaders.put(routing);
    return routing
        .response()
        .setStatusCode(error.code().status())
        .putHeader("Content-Type", MediaTypes.JSON_API)
        .end(document(List.of(error), routing));
  }
}
