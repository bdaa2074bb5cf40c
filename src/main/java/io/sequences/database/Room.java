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
 * <p>That much patience is for bursts. Where more comes than can be done for longer than that, all
 * would wait nearly all of it, and be served when it is hardly of use to them any more. So while
 * there are refusals, and until there have been none for as long as one waits, whoever has waited
 * for a tenth of it gives way to those who came after him, who are served soon; he is served when
 * there are none of them, the last who gave way first.
 */
final class Room {

  /** Of the patience: how long one waits before he gives way. */
  private static final int SOON = 10;

  private final Vertx vertx;
  private final long patience;
  private final Runnable refused;
  private final Deque<Turn> fresh = new ArrayDeque<>();
  private final Deque<Turn> late = new ArrayDeque<>();
  private int free;

  /** When somebody last got a place, and when somebody was last refused one. */
  private long lastIn = System.nanoTime();

  private long lastRefusal;

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
    this.lastRefusal = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(patience);
  }

  /**
   * Somebody who comes.
   *
   * @param patient whether he gives way to nobody, and his refusal is no sign of too much to do,
   *     since he comes again at once
   */
  Turn turn(boolean patient) {
    return new Turn(patient);
  }

  /**
   * Whether somebody who came now had better be turned away at once, which counts as a refusal:
   * somebody has waited half the time that is given, and who came just now does not get on either.
   */
  boolean turnsAway() {
    synchronized (this) {
      sort();
      Turn next = fresh.peekFirst();
      long longest = Math.max(waited(late.peekFirst()), waited(next));
      long standstill = next == null ? since(lastIn) : next.waited();
      if (longest < patience / 2 || standstill < patience / SOON / 2) {
        return false;
      }
      refuse();
    }
    return true;
  }

  private void refuse() {
    lastRefusal = System.nanoTime();
    refused.run();
  }

  private static long waited(Turn turn) {
    return turn == null ? 0 : turn.waited();
  }

  private static long since(long moment) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - moment);
  }

  /** Who has waited long enough gives way. */
  private void sort() {
    for (Turn next = fresh.peekFirst(); next != null && next.givesWay(); next = fresh.peekFirst()) {
      late.addLast(fresh.pollFirst());
    }
  }

  private Turn next() {
    sort();
    Turn next = fresh.pollFirst();
    return next == null ? late.pollLast() : next;
  }

  private boolean forget(Turn turn) {
    return fresh.remove(turn) || late.remove(turn);
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
      return !patient && since(lastRefusal) < patience && waited() >= patience / SOON;
    }

    /**
     * Waits for room.
     *
     * @param request that it waits no longer than; null if there is none
     */
    Future<Void> come(Future<?> request) {
      synchronized (Room.this) {
        if (free > 0) {
          free--;
          enter();
          return Future.succeededFuture();
        }
        fresh.addLast(this);
      }
      long timer = vertx.setTimer(patience, over -> refuseIfWaiting());
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

    private void enter() {
      in = true;
      lastIn = System.nanoTime();
    }

    private void refuseIfWaiting() {
      synchronized (Room.this) {
        if (!forget(this)) {
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
