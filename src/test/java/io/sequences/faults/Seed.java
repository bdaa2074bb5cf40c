package io.sequences.faults;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The number that all choices of a run come from. It is printed; {@code -Dfaults.seed=…} makes the
 * same choices again, though not at the same moments.
 */
final class Seed {

  static final long VALUE = Long.getLong("faults.seed", System.nanoTime() & 0xffff_ffffL);

  static {
    Report.say("faults.seed=" + VALUE);
  }

  private Seed() {}

  /**
   * The choices of somebody at something: they depend on nothing that happened before.
   *
   * @param who such as a client
   * @param number such as that of its operation
   */
  static RandomGenerator of(String who, long number) {
    return new SplittableRandom(
        VALUE + 0x9E37_79B9_7F4A_7C15L * who.hashCode() + 0xC2B2_AE3D_27D4_EB4FL * number);
  }
}
