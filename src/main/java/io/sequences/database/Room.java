package io.sequences.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * So many places for work, and the queue of who waits for one of them: first come first served, and
 * nobody waits for longer than he is given.
 *
 * <p>While there is too much to do for longer than bursts last ({@link Tension}), all would wait
 * nearly all of that time, and be served when it is hardly of use to them any more. So whoever
 * comes then is given a tenth of it, and who came before and has waited for longer than that gives
 * way to him. Those who gave way are served when there is nobody else, the last of them first.
 */
final class Room {

  /** The part of the patience that is left to whoever comes while the room is tense. */
  private static final int SOON = 10;

  private final Vertx vertx;
  private final long patience;
  private final Runnable refused;
  private final Tension tension;
  private final Deque<Turn> fresh = new ArrayDeque<>();
  private final Deque<Turn> late = new ArrayDeque<>();
  private int free;

  /** When somebody last got a place. */
  private long lastIn = System.nanoTime();

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
    this.tension = new Tension(patience);
  }

  /**
   * Somebody who comes.
   *
   * @param patient whether he waits for all of the time and gives way to nobody, since he comes
   *     again at once
   */
  Turn turn(boolean patient) {
    return new Turn(patient);
  }

  /** Whether there has been too much to do for so long that it is no burst. */
  synchronized boolean isTense() {
    return tension.isThere(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), longestWait());
  }

  private long longestWait() {
    return Math.max(waited(late.peekFirst()), waited(fresh.peekFirst()));
  }

  /**
   * Turns somebody who comes away at once if he would wait in vain, which counts as a refusal:
   * there is tension, and who came just now does not get on either.
   *
   * @return whether he is turned away
   */
  boolean turnAwayIfHopeless() {
    synchronized (this) {
      sort();
      if (waiting() == 0) {
        return false;
      }
      Turn next = fresh.peekFirst();
      long standstill = next == null ? since(lastIn) : next.waited();
      if (!isTense() || standstill < patience / SOON / 2) {
        return false;
      }
    }
    refused.run();
    return true;
  }

  private static long waited(Turn turn) {
    return turn == null ? 0 : turn.waited();
  }

  private static long since(long moment) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - moment);
  }

  /** Who has waited long enough gives way. */
  private void sort() {
    if (!isTense()) {
      return;
    }
    for (Turn next = fresh.peekFirst(); next != null && next.givesWay(); next = fresh.peekFirst()) {
      late.addLast(fresh.pollFirst());
    }
  }

  private Turn next() {
    sort();
    Turn next = fresh.pollFirst();
    return next == null ? late.pollLast() : next;
  }

  /** Takes somebody out of the queue, if he is in it. */
  private boolean forget(Turn turn) {
    return !turn.called.future().isComplete() && (fresh.remove(turn) || late.remove(turn));
  }

  synchronized int free() {
    return free;
  }

  synchronized int waiting() {
    return fresh.size() + late.size();
  }

  /** One piece of work: it waits, is in, and has ended. */
  final class Turn {

    private final Promise<Void> called = Promise.promise();
    private final long came = System.nanoTime();
    private final boolean patient;
    private boolean in;

    private Turn(boolean patient) {
      this.patient = patient;
    }

    /** Milliseconds since it came. */
    private long waited() {
      return since(came);
    }

    private boolean givesWay() {
      return !patient && waited() >= patience / SOON;
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
          enter();
          return Future.succeededFuture();
        }
        given = patient || !isTense() ? patience : Math.max(1, patience / SOON);
        fresh.addLast(this);
      }
      long timer = vertx.setTimer(given, over -> refuseIfWaiting());
      Runnable withdrawal = RequestEnd.whenOver(request, this::leave);
      // Whoever makes room is another request: the work goes on where it was asked for.
      Promise<Void> here = Promise.promise();
      Context context = vertx.getOrCreateContext();
      called
          .future()
          .onComplete(
              outcome -> {
                vertx.cancelTimer(timer);
                withdrawal.run();
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

    private void enter() {
      in = true;
      lastIn = System.nanoTime();
    }

    private void refuseIfWaiting() {
      synchronized (Room.this) {
        if (!forget(this)) {
          return;
        }
      }
      refused.run();
      fail();
    }

    private void fail() {
      called.fail(new NoRoomException("There was no room at the database in time."));
    }

    /** Nobody waits for it any more. */
    private void leave() {
      boolean waited;
      synchronized (Room.this) {
        waited = forget(this);
      }
      if (waited) {
        fail();
      }
    }

    /** Whatever became of the work; again is nothing. */
    Future<Void> end() {
      Turn next = null;
      synchronized (Room.this) {
        if (in) {
          in = false;
          next = next();
          if (next == null) {
            free++;
          } else {
            next.enter();
          }
        } else {
          forget(this);
        }
      }
      if (next != null) {
        next.called.complete();
      }
      return Future.succeededFuture();
    }
  }
}
