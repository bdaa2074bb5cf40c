package io.sequences.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets so much work of requests at the database at once as the pool has connections to spare. What
 * finds no room waits its turn, first come first served, for a second at most and as long as its
 * client stays; then it is refused. Upkeep does not pass here: it has the rest of the pool.
 *
 * <p>A second is for bursts. Where more comes than can be done, all would wait that long, and be no
 * more for it: once somebody was refused, and until nobody has been for as long as that, whoever
 * waits does so for a tenth of it.
 *
 * <p>A class of our own because the two at hand do not do that: the pool's own queue knows of no
 * client that left and serves upkeep and requests alike, and the bulkhead of SmallRye Fault
 * Tolerance bounds how many wait, but not for how long.
 */
@ApplicationScoped
public class Gate {

  /** Connections that requests leave to upkeep and readiness, if the pool is not tiny. */
  private static final int SPARED = 2;

  /** Of the patience: what is left of it while there are refusals. */
  private static final int WHEN_TENSE = 10;

  private final Vertx vertx;
  private final Pool pool;
  private final long patience;
  private final long longestLoan;
  private final Counter refused;
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private final int places;
  private int free;
  private long tenseUntil = System.nanoTime();

  Gate(
      Vertx vertx,
      Pool pool,
      MeterRegistry meters,
      @ConfigProperty(name = "sequences.limits.database-work") OptionalInt places,
      @ConfigProperty(name = "sequences.limits.database-wait") Duration patience,
      @ConfigProperty(name = "sequences.limits.request") Duration longestLoan,
      @ConfigProperty(name = "quarkus.datasource.reactive.max-size", defaultValue = "20")
          int connections) {
    this.vertx = vertx;
    this.pool = pool;
    this.patience = Math.max(1, patience.toMillis());
    this.longestLoan = longestLoan.toMillis();
    this.places = places.orElse(Math.max(1, connections - SPARED));
    this.free = this.places;
    this.refused =
        Counter.builder("sequences.gate.refused")
            .description("Work for which the database had no room in time.")
            .register(meters);
    Gauge.builder("sequences.gate.admitted", this, gate -> gate.places - gate.free())
        .description("Work that is at the database.")
        .register(meters);
    Gauge.builder("sequences.gate.waiting", this, Gate::waiting)
        .description("Work that waits for room at the database.")
        .register(meters);
  }

  /**
   * Lends a connection to work when there is room for it, and takes it back whatever happens: it is
   * closed when the request is given up, or when it is kept for longer than any request may take.
   */
  public <T> Future<T> lend(Function<SqlConnection, Future<T>> work) {
    return lendUnbounded(
        connection -> {
          long timer = vertx.setTimer(longestLoan, late -> Watch.closeSocket(connection));
          return Future.succeededFuture(connection)
              .compose(work)
              .onComplete(in -> vertx.cancelTimer(timer));
        });
  }

  /** The same for work that takes as long as it takes, and sees itself to it that it ends. */
  <T> Future<T> lendUnbounded(Function<SqlConnection, Future<T>> work) {
    return admit(
        () ->
            pool.getConnection()
                .compose(
                    connection -> {
                      Future<T> done = Future.succeededFuture(connection).compose(work);
                      closeWhenGivenUp(connection, done);
                      return done.eventually(() -> connection.close());
                    }));
  }

  /** How much work there may be at the database at once. */
  public int places() {
    return places;
  }

  private static void closeWhenGivenUp(SqlConnection connection, Future<?> done) {
    Future<?> request = RequestEnd.ofCurrent();
    if (request != null) {
      request.onFailure(
          givenUp -> {
            if (!done.isComplete()) {
              Watch.closeSocket(connection);
            }
          });
    }
  }

  /** Does the work when there is room for it; fails with {@link NoRoomException} if none comes. */
  public <T> Future<T> admit(Supplier<Future<T>> work) {
    Turn turn = new Turn();
    return turn.come().compose(in -> work.get()).eventually(turn::end);
  }

  /**
   * The same for a Uni: its turn ends when it is cancelled, and it is when the request is given up.
   */
  public <T> Uni<T> admitUni(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Turn turn = new Turn();
              Uni<T> admitted =
                  Uni.createFrom()
                      .completionStage(() -> turn.come().toCompletionStage())
                      .chain(work::get)
                      .onTermination()
                      .invoke(() -> turn.end());
              Future<?> request = RequestEnd.ofCurrent();
              return request == null ? admitted : untilGivenUp(admitted, request);
            });
  }

  private static <T> Uni<T> untilGivenUp(Uni<T> work, Future<?> request) {
    return Uni.createFrom()
        .emitter(
            end -> {
              Cancellable begun = work.subscribe().with(end::complete, end::fail);
              end.onTermination(begun::cancel);
              request.onFailure(end::fail);
            });
  }

  /**
   * Whether somebody who came now had better be turned away at once, which counts as a refusal: the
   * first in the queue has waited half the time that is given, and whoever came would most likely
   * wait in vain.
   */
  public boolean turnsAway() {
    synchronized (this) {
      Turn first = waiting.peek();
      if (first == null || first.waited() < patience() / 2) {
        return false;
      }
      refuse();
    }
    return true;
  }

  /** How long one waits at present, in milliseconds. */
  private long patience() {
    return tenseUntil - System.nanoTime() > 0 ? Math.max(1, patience / WHEN_TENSE) : patience;
  }

  private void refuse() {
    tenseUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
    refused.increment();
  }

  private synchronized int free() {
    return free;
  }

  private synchronized int waiting() {
    return waiting.size();
  }

  /** Takes the first out of the queue who has not waited too long by what is given at present. */
  private Turn nextInTime(List<Turn> late) {
    Turn next = waiting.poll();
    while (next != null && next.waited() > patience()) {
      refuse();
      late.add(next);
      next = waiting.poll();
    }
    return next;
  }

  /** One piece of work: it waits, is in, and has ended. */
  private final class Turn {

    private final Promise<Void> called = Promise.promise();
    private final long since = System.nanoTime();
    private boolean in;

    /** Milliseconds since it came. */
    long waited() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    Future<Void> come() {
      long given;
      synchronized (Gate.this) {
        if (free > 0) {
          free--;
          in = true;
          return Future.succeededFuture();
        }
        waiting.add(this);
        given = patience();
      }
      long timer = vertx.setTimer(given, late -> refuseIfWaiting());
      Future<?> request = RequestEnd.ofCurrent();
      if (request != null) {
        request.onComplete(ended -> leave());
      }
      // Whoever makes room is another request: the work goes on where it was asked for.
      Promise<Void> here = Promise.promise();
      Context context = vertx.getOrCreateContext();
      called
          .future()
          .onComplete(
              outcome -> {
                vertx.cancelTimer(timer);
                context.runOnContext(
                    back -> {
                      if (outcome.succeeded()) {
                        here.complete();
                      } else {
                        here.fail(outcome.cause());
                      }
                    });
              });
      return here.future();
    }

    private void refuseIfWaiting() {
      synchronized (Gate.this) {
        if (!waiting.remove(this)) {
          return;
        }
        refuse();
      }
      fail();
    }

    private void fail() {
      called.fail(new NoRoomException("There was no room at the database in time."));
    }

    /** Nobody waits for it any more. */
    private void leave() {
      synchronized (Gate.this) {
        if (!waiting.remove(this)) {
          return;
        }
      }
      fail();
    }

    /** Whatever became of the work; again is nothing. */
    Future<Void> end() {
      List<Turn> late = new ArrayList<>();
      Turn next = null;
      synchronized (Gate.this) {
        if (in) {
          in = false;
          next = nextInTime(late);
          if (next == null) {
            free++;
          } else {
            next.in = true;
          }
        } else {
          waiting.remove(this);
        }
      }
      late.forEach(Turn::fail);
      if (next != null) {
        next.called.complete();
      }
      return Future.succeededFuture();
    }
  }
}
