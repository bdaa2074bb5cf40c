package io.sequences.faults;

import java.net.http.HttpRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Sends what operations ask for, and notes in the history what came of it. */
final class Recorder {

  /** After an answer that tells nothing, at the least, as clients wait that mean well. */
  private static final long PAUSE_MILLIS = 200;

  private final Sender sender;
  private final History history;
  private final BooleanSupplier trouble;

  /**
   * A recorder.
   *
   * @param trouble whether the service is known not to work: no time for another request
   */
  Recorder(Sender sender, History history, BooleanSupplier trouble) {
    this.sender = sender;
    this.history = history;
    this.trouble = trouble;
  }

  Sender sender() {
    return sender;
  }

  /** Sends one request. */
  Answer once(Operation operation, HttpRequest.Builder request) {
    history.invoke(operation);
    return note(operation, request);
  }

  /**
   * Sends a request up to so many times, until it is known what came of it. It must be one that may
   * be repeated.
   */
  Answer repeatedly(Operation operation, int times, Supplier<HttpRequest.Builder> request) {
    return until(operation, times, request, answer -> answer.outcome() == Outcome.OK);
  }

  /** Sends a request so many times, whatever comes of it. */
  Answer always(Operation operation, int times, Supplier<HttpRequest.Builder> request) {
    return until(operation, times, request, answer -> false);
  }

  private Answer until(
      Operation operation,
      int times,
      Supplier<HttpRequest.Builder> request,
      Predicate<Answer> done) {
    history.invoke(operation);
    Answer answer = note(operation, request.get());
    for (int i = 1; i < times && !done.test(answer); i++) {
      answer = note(operation, request.get());
    }
    return answer;
  }

  private Answer note(Operation operation, HttpRequest.Builder request) {
    Answer answer = sender.send(request);
    history.answer(operation, answer);
    if (answer.outcome() == Outcome.UNKNOWN || answer.status() == Answer.NOT_SENT) {
      do {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      } while (trouble.getAsBoolean());
    }
    return answer;
  }
}
