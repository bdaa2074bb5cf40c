package io.sequences.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;

/**
 * Counts requests that are answered before anybody asked who sends them, so that these answers too
 * say how their caller stands. A request that is counted already is not counted again, and one
 * whose token does not verify is nobody's.
 */
@Singleton
public final class RequestCount {

  /** What begins with it needs a token, is counted, and has a time to be done in. */
  public static final String API = "/api/";

  private final Verification verification;
  private final RateLimit limit;

  RequestCount(Verification verification, RateLimit limit) {
    this.verification = verification;
    this.limit = limit;
  }

  /** Counts a request, having verified its token; fails when it is over the limit, 429. */
  public Uni<Void> count(HttpServerRequest request) {
    if (limit.hasCounted(request.response())) {
      return Uni.createFrom().voidItem();
    }
    return verification
        .of(authorization(request))
        .onFailure()
        .recoverWithNull()
        .onItem()
        .ifNotNull()
        .invoke(token -> limit.count(token.countedAs(), request.response()))
        .replaceWithVoid();
  }

  /**
   * Counts a request if its token verified within the last minute, and leaves it uncounted
   * otherwise: for answers that must cost nothing. Refuses what is over the limit, 429.
   */
  public void countIfKnown(HttpServerRequest request) {
    if (!limit.hasCounted(request.response())) {
      verification
          .lately(authorization(request))
          .ifPresent(token -> limit.count(token.countedAs(), request.response()));
    }
  }

  /** Counts a request of somebody who proved who he is in his own way; refuses it, 429. */
  public void count(CountedAs caller, HttpServerResponse answer) {
    limit.count(caller, answer);
  }

  private static String authorization(HttpServerRequest request) {
    return request.getHeader(HttpHeaders.AUTHORIZATION);
  }
}
