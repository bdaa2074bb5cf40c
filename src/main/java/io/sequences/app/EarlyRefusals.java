package io.sequences.app;

import io.sequences.access.RequestCount;
import io.sequences.database.Gate;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Refuses requests of the API before it is known who sends them. They count for their callers like
 * all others, and their answers say how those stand: if there is a token, and it verifies. One
 * whose caller is over the limit is refused for that instead.
 *
 * <p>While there is trouble, refusals must cost nothing. The requests of whoever brings a token
 * then that did not verify within the last minute are not counted, and their answers say nothing of
 * it.
 */
@Singleton
class EarlyRefusals {

  /** How long may be looked for the caller of a refused request, in milliseconds. */
  private static final long PATIENCE = 2_000;

  private final RequestCount requests;
  private final Gate gate;
  private final ErrorAnswer answer;

  EarlyRefusals(RequestCount requests, Gate gate, ErrorAnswer answer) {
    this.requests = requests;
    this.gate = gate;
    this.answer = answer;
  }

  /** Counts a request, if it is one of the API; fails when it is over the limit, 429. */
  Uni<Void> count(RoutingContext routing) {
    if (!AnswerHeaders.isBelow(RequestCount.API, routing)) {
      return Uni.createFrom().voidItem();
    }
    if (gate.isTense()) {
      return Uni.createFrom().voidItem().invoke(() -> requests.countIfKnown(routing.request()));
    }
    return requests.count(routing.request());
  }

  /** Counts a request and answers it with an error. */
  void refuse(RoutingContext routing, ApiError error) {
    if (routing.response().headWritten()) {
      // Something came too late: there is nothing left to tell.
      answer.send(routing, error);
      return;
    }
    if (error.code().status() >= 500) {
      answer.send(routing, countedIfKnown(routing, error));
      return;
    }
    // A key may have to be fetched, and who refuses has no deadline yet.
    long late = routing.vertx().setTimer(PATIENCE, waited -> answerUnlessAnswered(routing, error));
    routing.addEndHandler(answered -> routing.vertx().cancelTimer(late));
    count(routing)
        .subscribe()
        .with(
            counted -> answerUnlessAnswered(routing, error),
            failure -> answerUnlessAnswered(routing, orBeyondLimit(failure, error)));
  }

  private ApiError countedIfKnown(RoutingContext routing, ApiError error) {
    try {
      if (AnswerHeaders.isBelow(RequestCount.API, routing)) {
        requests.countIfKnown(routing.request());
      }
      return error;
    } catch (ApiException beyondLimit) {
      return orBeyondLimit(beyondLimit, error);
    }
  }

  private void answerUnlessAnswered(RoutingContext routing, ApiError error) {
    if (!routing.response().headWritten() && !routing.response().closed()) {
      answer.send(routing, error);
    }
  }

  private static ApiError orBeyondLimit(Throwable failure, ApiError error) {
    return failure instanceof ApiException beyondLimit ? beyondLimit.errors().get(0) : error;
  }
}
