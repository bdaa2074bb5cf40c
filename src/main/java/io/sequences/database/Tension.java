package io.sequences.database;

/**
 * Whether there is too much to do for longer than bursts last. It begins when somebody has waited
 * for half of what he is given, and ends in the first moment in which nobody waits; after a while
 * it ends by itself: what could all be done, only not as soon as it is to be done under tension,
 * must not be refused for ever because it once had to wait for longer. If there is too much to do
 * still, it begins again.
 *
 * <p>The idea is that of controlled delay, as in B. Maurer, "Fail at Scale", 2015. Not safe for use
 * by several threads at once.
 */
final class Tension {

  /** How long it lasts at most, in times of what one is given. */
  private static final int LASTS = 10;

  private final long given;
  private boolean there;
  private long since;

  /**
   * None yet.
   *
   * @param given how long one waits at most, in milliseconds
   */
  Tension(long given) {
    this.given = given;
  }

  /**
   * Whether it is there now.
   *
   * @param now milliseconds of a clock that only goes on
   * @param waiting whether anybody waits
   * @param longest how long somebody has waited at most, in milliseconds
   */
  boolean isThere(long now, boolean waiting, long longest) {
    if (!waiting || (there && now - since >= LASTS * given)) {
      there = false;
    } else if (!there && longest >= given / 2) {
      there = true;
      since = now;
    }
    return there;
  }
}
