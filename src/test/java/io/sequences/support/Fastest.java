package io.sequences.support;

import java.time.Duration;

/**
 * How long something takes by itself: of several tries the fastest, since the others may have
 * shared the machine with something else.
 */
public final class Fastest {

  private static final int TRIES = 10;

  private Fastest() {}

  /** Does it some times, and gives how long the fastest took. */
  public static Duration fastest(Runnable request) {
    Duration fastest = Duration.ofDays(1);
    for (int i = 0; i < TRIES; i++) {
      long begin = System.nanoTime();
      request.run();
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      fastest = taken.compareTo(fastest) < 0 ? taken : fastest;
    }
    return fastest;
  }
}
