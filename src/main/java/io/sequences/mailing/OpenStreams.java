package io.sequences.mailing;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Watches over the streams of events that are being read: one that brings no line for a while is
 * ended, and all of them when the service is to stop, since a stream may go on for hours. What they
 * have in hand is applied first.
 */
@ApplicationScoped
class OpenStreams {

  private static final long LOOK_EVERY_MILLIS = 250;

  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private final Vertx vertx;
  private final Duration patience;
  private volatile boolean stopping;

  OpenStreams(
      Vertx vertx, @ConfigProperty(name = "sequences.limits.stream-idle") Duration patience) {
    this.vertx = vertx;
    this.patience = patience;
  }

  /** Reads a stream to its end. */
  Future<EventReport> read(EventStream stream) {
    open.add(stream);
    long looks =
        vertx.setPeriodic(
            Math.min(LOOK_EVERY_MILLIS, patience.toMillis()), look -> stream.endIfIdle(patience));
    Future<EventReport> report = stream.read();
    if (stopping) {
      stream.end(OpenStreams::stop);
    }
    return report.onComplete(
        done -> {
          vertx.cancelTimer(looks);
          open.remove(stream);
        });
  }

  void stop(@Observes ShutdownDelayInitiatedEvent event) {
    stopping = true;
    open.forEach(stream -> stream.end(OpenStreams::stop));
  }

  private static ApiException stop(String standing) {
    return new ApiException(ErrorCode.OVERLOADED, "The service is about to stop. " + standing);
  }
}
