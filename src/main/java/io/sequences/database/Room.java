package io.sequences.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Places for work, and the queue of who waits for one: first come first served, for so long at
 * most.
 *
 * <p>All of that time is for bursts. Where more comes than can be done, all would wait that long,
 * and be no more for it: once refusals have gone on for as long as that, and until there are none
 * for as long, whoever comes waits for a tenth of it. Who waits already keeps the time he was
 * given.
 */
final class Room {

  /** Of the patience: what is left of it while there are refusals. */
  private static final int WHEN_TENSE = 10;

  private final Vertx vertx;
  private final long patience;
  private final Runnable refused;
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private int free;

  /** When the refusals began that have gone on since, and when the last of them was. */
  private long firstRefusal = System.nanoTime();

  private long lastRefusal = System.nanoTime();

  /**
   * Room with nobody in it.
   *
   * @param patience how long one waits, in milliseconds
   * @param refused hears of each who waited in vain, or was turned away
   */
  Room(Vertx vertx, int places, long patience, Runnable refused) {
    this.vertx = vertx;
    this.free = places;
    this.patience = patience;
    this.refused = refused;
  }

  /**
   * Somebody who comes.
   *
   * @param patient whether he waits for the whole time in any case, and his refusal is no sign of
   *     too much to do, since he comes again at once
   */
  Turn turn(boolean patient) {
    return new Turn(patient);
  }

  /**
   * Whether somebody who came now had better be turned away at once, which counts as a refusal: the
   * first in the queue has waited half the time that is given, and whoever came would most likely
   * wait in vain.
   */
  boolean turnsAway() {
    synchronized (this) {
      Turn first = waiting.peek();
      if (first == null || first.waited() < patience() / 2) {
        return false;
      }
      refuse();
    }
    return true;
  }

  /** How long whoever comes now waits, in milliseconds. */
  private long patience() {
    long all = TimeUnit.MILLISECONDS.toNanos(patience);
    boolean tense = System.nanoTime() - lastRefusal < all && lastRefusal - firstRefusal > all;
    return tense ? Math.max(1, patience / WHEN_TENSE) : patience;
  }

  private void refuse() {
    long now = System.nanoTime();
    if (now - lastRefusal > TimeUnit.MILLISECONDS.toNanos(patience)) {
      firstRefusal = now;
    }
    lastRefusal = now;
    refused.run();
  }

  synchronized int free() {
    return free;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  /** One piece of work: it waits, is in, and has ended. */
  final class Turn {

    private final Promise<Void> called = Promise.promise();
    private final long since = System.nanoTime();
    private final boolean patient;
    private boolean in;

    private Turn(boolean patient) {
      this.patient = patient;
    }

    /** Milliseconds since it came. */
    long waited() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    /**
     * Waits for room.
     *
     * @param request that it waits no longer than; null if there is none
     */
    Future<Void> come(Future<?> request) {
      long given;
      synchronized (Room.this) {
        if (free > 0) {
          free--;
          in = true;
          return Future.succeededFuture();
        }
        waiting.add(this);
        given = patient ? patience : patience();
      }
      long timer = vertx.setTimer(given, late -> refuseIfWaiting());
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
      synchronized (Room.this) {
        if (!waiting.remove(this)) {
          return;
        }
        if (patient) {
          refused.run();
        } else {
          refuse();
        }
      }
      fail();
    }

    private void fail() {
      called.fail(new NoRoomException("There was no room at the database in time."));
    }

    /** Nobody waits for it any more. */
    private void leave() {
      synchronized (Room.this) {
        if (!waiting.remove(this)) {
          return;
        }
      }
      fail();
    }

    /** Whatever became of the work; again is nothing. */
    Future<Void> end() {
      Turn next = null;
      synchronized (Room.this) {
        if (in) {
          in = false;
          next = waiting.poll();
          if (next == null) {
            free++;
          } else {
            next.in = true;
          }
        } else {
          waiting.remove(this);
        }
      }
      if (next != null) {
        next.called.complete();
      }
      return Future.succeededFuture();
    }
  }
}
