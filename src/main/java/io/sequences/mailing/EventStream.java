package io.sequences.mailing;

import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.mailing.EventReport.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;

/**
 * Reads events from the lines of a request while they come, and applies them batch by batch. Two
 * batches are applied at once, since the order of events makes no difference, while the next one is
 * read; when that is full too, the client has to wait, so that a stream of any length takes the
 * same memory. What is there is applied as soon as nothing else is, so that a slow stream is not
 * held up.
 *
 * <p>All of it happens on the event loop of the request.
 */
final class EventStream {

  /** The events after which a batch is full; what else a buffer holds is added to it. */
  static final int BATCH = 4_000;

  private static final int MOST_AT_ONCE = 2;

  private final HttpServerRequest request;
  private final Function<EventBatch, Future<Outcome>> apply;
  private final EventReader reader = new EventReader();
  private final Lines lines = new Lines(this::line);
  private final EventReport report = new EventReport();
  private final Promise<EventReport> done = Promise.promise();
  private EventBatch next = new EventBatch();
  private int applying;

  /** The batches so far, which are reported in the order in which they were read. */
  private Future<Void> reported = Future.succeededFuture();

  private boolean ended;

  /** When something last happened that is progress, in nanoseconds. */
  private long progress = System.nanoTime();

  /** Why no more is read, once that is so. */
  private Function<String, ApiException> cut;

  private Context context;

  EventStream(HttpServerRequest request, Function<EventBatch, Future<Outcome>> apply) {
    this.request = request;
    this.apply = apply;
  }

  /**
   * Reads to the end; fails when a line is too long, the stream breaks off or the database fails.
   */
  Future<EventReport> read() {
    context = Vertx.currentContext();
    request.exceptionHandler(
        brokenOff -> fail(new ApiException(ErrorCode.MALFORMED_REQUEST, "The body broke off.")));
    request.endHandler(
        end -> {
          ended = true;
          attempt(lines::end);
        });
    request.handler(buffer -> attempt(() -> lines.take(buffer.getBytes())));
    request.resume();
    return done.future();
  }

  /**
   * Reads no more, applies what was read, and fails.
   *
   * @param why the refusal, given how far the stream came
   */
  void end(Function<String, ApiException> why) {
    context.runOnContext(
        here -> {
          if (cut == null) {
            cut = why;
            attempt(() -> {});
          }
        });
  }

  /** Ends the stream when the client has for so long brought no line that could have been read. */
  void endIfIdle(Duration patience) {
    context.runOnContext(
        here -> {
          boolean waits = applying == 0 && !ended;
          if (waits && System.nanoTime() - progress > patience.toNanos()) {
            end(
                standing ->
                    new ApiException(
                        ErrorCode.MALFORMED_REQUEST,
                        "No line came for %d ms. ".formatted(patience.toMillis()) + standing));
          }
        });
  }

  private void attempt(Runnable reading) {
    if (done.future().isComplete()) {
      // What comes after a failure is read and forgotten: the client gets its answer either way.
      return;
    }
    try {
      reading.run();
      proceed();
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  private void line(long number, ByteBuffer bytes) {
    progress = System.nanoTime();
    try {
      next.add(reader.read(number, bytes));
    } catch (ApiException refusal) {
      next.refuse(refusal.errors().get(0));
    }
  }

  private void proceed() {
    if (isDue()) {
      EventBatch due = next;
      // First of all: a batch without events is applied at once, and comes back here.
      next = new EventBatch();
      begin(due);
    }
    if (cut != null) {
      request.pause();
      if (applying == 0 && next.size() == 0) {
        reported.onSuccess(all -> fail(cut.apply(report.standing())));
      }
    } else if (ended) {
      if (applying == 0) {
        reported.onSuccess(all -> done.tryComplete(report));
      }
    } else if (next.size() >= BATCH) {
      request.pause();
    } else {
      request.resume();
    }
  }

  private boolean isDue() {
    boolean waitsForMore = applying > 0 && !ended && cut == null && next.size() < BATCH;
    return next.size() > 0 && applying < MOST_AT_ONCE && !waitsForMore;
  }

  private void begin(EventBatch batch) {
    applying++;
    Future<Outcome> outcome = apply.apply(batch);
    reported =
        reported
            .compose(before -> outcome)
            .map(
                known -> {
                  report.add(batch, known);
                  return null;
                });
    outcome
        .onSuccess(
            known -> {
              applying--;
              progress = System.nanoTime();
              attempt(() -> {});
            })
        .onFailure(this::fail);
  }

  private void fail(Throwable failure) {
    if (done.tryFail(failure) && !ended) {
      request.resume();
    }
  }
}
