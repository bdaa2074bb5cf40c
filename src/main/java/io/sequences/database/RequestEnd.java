package io.sequences.database;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Future;
import io.vertx.core.impl.future.FutureInternal;
import io.vertx.core.impl.future.Listener;

/**
 * How the request ends on whose behalf the current context works: it succeeds when it is answered
 * or its client gone, so that what waits for it gives up its turn, and fails when it is given up,
 * so that what is at work for it breaks off.
 */
public final class RequestEnd {

  private static final String KEY = RequestEnd.class.getName();

  private RequestEnd() {}

  /** Makes it known, for all that the context does from now on. */
  public static void is(Future<?> request) {
    if (VertxContext.isOnDuplicatedContext()) {
      ContextLocals.put(KEY, request);
    }
  }

  /**
   * Ends the work of a write between two of its statements, if nobody waits for it any more. Where
   * one of them is under way the work goes on to the next, or to its end.
   */
  public static void requireAwaited() {
    Future<?> request = ofCurrent();
    if (request != null && request.isComplete()) {
      throw new GivenUpException();
    }
  }

  /**
   * Does something when a request is over, unless it is withdrawn before. What is not withdrawn is
   * kept for as long as the request lasts, which a stream of events may do for days.
   *
   * @param request null if there is none, which is never over
   * @return withdraws it
   */
  static Runnable whenOver(Future<?> request, Runnable action) {
    if (!(request instanceof FutureInternal<?> ended)) {
      return () -> {};
    }
    return whenOver(ended, action);
  }

  private static <T> Runnable whenOver(FutureInternal<T> request, Runnable action) {
    Listener<T> listener =
        new Listener<>() {
          @Override
          public void onSuccess(T value) {
            action.run();
          }

          @Override
          public void onFailure(Throwable failure) {
            action.run();
          }
        };
    request.addListener(listener);
    return () -> request.removeListener(listener);
  }

  /** That of the current context; null for upkeep, which nobody waits for. */
  public static Future<?> ofCurrent() {
    return VertxContext.isOnDuplicatedContext()
        ? ContextLocals.<Future<?>>get(KEY).orElse(null)
        : null;
  }
}
