package io.sequences.database;

/**
 * Whether there is too much to do for longer than bursts last. It begins when somebody has waited
 * for a quarter of what he is given, and ends when for as long as one is given nobody had to wait
 * for more than a moment: were it to end in the first moment in which nobody waits, it would end
 * through its own refusals, and let a crowd in. After a while it ends by itself: what could all be
 * done, only not as soon as it is to be done under tension, must not be refused for ever because it
 * once had to wait for longer. If there is too much to do still, it begins again.
 *
 * <p>The idea is that of controlled delay, as in B. Maurer, "Fail at Scale", 2015. Not safe for use
 * by several threads at once.
 */
final class Tension {

  /** The part of what one is given after which it begins. */
  private static final int BEGINS = 4;

  /** The part of it that is no more than a moment. */
  private static final int MOMENT = 20;

  /** How long it lasts at most, in times of what one is given. */
  private static final int LASTS = 30;

  private final long given;
  private boolean there;
  private long since;

  /** When somebody was last seen to have waited for more than a moment. */
  private long crowded;

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
   * @param longest how long somebody has waited by now, in milliseconds; 0 if nobody waits
   */
  boolean isThere(long now, long longest) {
    if (longest > given / MOMENT) {
      crowded = now;
    }
    if (there) {
      there = now - crowded < given && now - since < LASTS * given;
    } else if (longest >= given / BEGINS) {
      there = true;
      since = now;
    }
    return there;
  }
}
