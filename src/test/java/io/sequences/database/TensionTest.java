package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When there is too much to do, and when there no longer is, where one waits for a second. */
class TensionTest {

  private final Tension tension = new Tension(1_000);

  @Test
  void itBeginsWhenSomebodyHasWaitedForAQuarterOfHisTime() {
    assertThat(tension.isThere(0, 249)).isFalse();
    assertThat(tension.isThere(1, 250)).isTrue();
  }

  @Test
  void itGoesOnWhileOthersWaitHoweverLittleMoreThanAMoment() {
    assertThat(tension.isThere(0, 300)).isTrue();
    for (int now = 900; now < 30_000; now += 900) {
      assertThat(tension.isThere(now, 51)).as("%d", now).isTrue();
    }
  }

  @Test
  void itGoesOnThroughMomentsInWhichNobodyWaits() {
    assertThat(tension.isThere(0, 300)).isTrue();
    assertThat(tension.isThere(500, 0)).isTrue();
    assertThat(tension.isThere(900, 51)).isTrue();
    assertThat(tension.isThere(1_800, 0)).isTrue();
  }

  @Test
  void itEndsWhenNobodyHasWaitedForMoreThanAMomentForAsLongAsOneIsGiven() {
    assertThat(tension.isThere(0, 300)).isTrue();
    assertThat(tension.isThere(999, 50)).isTrue();
    assertThat(tension.isThere(1_000, 50)).isFalse();
    assertThat(tension.isThere(1_001, 249)).isFalse();
  }

  @Test
  void itEndsByItselfAndBeginsAgainOnlyForTheSameReason() {
    for (int now = 0; now < 30_000; now += 500) {
      assertThat(tension.isThere(now, 300)).as("%d", now).isTrue();
    }
    assertThat(tension.isThere(30_000, 300)).isFalse();
    assertThat(tension.isThere(30_100, 249)).isFalse();
    assertThat(tension.isThere(30_200, 250)).isTrue();
    for (int now = 30_200; now < 60_200; now += 500) {
      assertThat(tension.isThere(now, 100)).as("%d", now).isTrue();
    }
    assertThat(tension.isThere(60_200, 100)).isFalse();
  }
}
