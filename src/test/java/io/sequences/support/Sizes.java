package io.sequences.support;

/**
 * How much of each fault the tests make: in every build a little, and under the profile "faults" as
 * much as the service promises to bear. R1 and so on are the promises.
 */
public final class Sizes {

  private static final boolean FULL = "full".equals(System.getProperty("faults.size"));

  /** R1: creates with a key, each sent two to five times. */
  public static final int KEYED_CREATES = size(400, 10_000);

  /** R1: how often the service is killed meanwhile. */
  public static final int KILLS_BETWEEN_CREATES = size(1, 10);

  /** R2: read-modify-writes of each of sixteen writers. */
  public static final int UPDATES_PER_WRITER = size(50, 1_000);

  /** R3 to R5: clients whose history is recorded. */
  public static final int RECORDED_CLIENTS = size(8, 32);

  /**
   * R3 to R5: how often the service is killed, and as often the database; with those between keyed
   * creates a hundred.
   */
  public static final int KILLS = size(2, 45);

  /** R3 to R5: how often processes of the database are held for a while. */
  public static final int HOLDS = size(1, 10);

  /** R3 to R5: how often connections are cut, and a quarter as often stalled. */
  public static final int CUTS = size(4, 20);

  /** R3 to R5: operations that are done between two faults, so that each meets clients at work. */
  public static final long OPERATIONS_BETWEEN_FAULTS = size(30, 100);

  /** R6: how often an instance is told to end. */
  public static final int STOPS = size(2, 50);

  /** R6: what the two instances are asked meanwhile, per second. */
  public static final int REQUESTS_PER_SECOND = size(50, 200);

  /** R7: seconds of too many requests before those that are looked at. */
  public static final int OVERLOAD_WARM_UP_SECONDS = size(5, 15);

  /** R7: seconds of too many requests. */
  public static final int OVERLOAD_SECONDS = size(5, 60);

  /** R12: requests whose client hangs up. */
  public static final int ABORTS = size(600, 10_000);

  /** R13: connections that never bring a whole head. */
  public static final int HALF_OPEN = size(300, 2_000);

  private Sizes() {}

  /**
   * Whether this is the whole of it, on a machine that has nothing else to do: where how long
   * something takes is held to its promise, and not only told.
   */
  public static boolean areFull() {
    return FULL;
  }

  private static int size(int little, int promised) {
    return FULL ? promised : little;
  }
}
