package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When there is too much to do, and when there no longer is, where one waits for a second. */
class TensionTest {

  private final Tension tension = new Tension(1_000);

  @Test
  void itBeginsWhenSomebodyHasWaitedForHalfOfHisTime() {
    assertThat(tension.isThere(0, true, 499)).isFalse();
    assertThat(tension.isThere(1, true, 500)).isTrue();
  }

  @Test
  void itGoesOnWhileOthersWaitHoweverShort() {
    assertThat(tension.isThere(0, true, 600)).isTrue();
    assertThat(tension.isThere(9_999, true, 1)).isTrue();
  }

  @Test
  void itEndsWhenNobodyWaits() {
    assertThat(tension.isThere(0, true, 600)).isTrue();
    assertThat(tension.isThere(1, false, 0)).isFalse();
    assertThat(tension.isThere(2, true, 499)).isFalse();
  }

  @Test
  void itEndsByItselfAndBeginsAgainOnlyForTheSameReason() {
    assertThat(tension.isThere(0, true, 600)).isTrue();
    assertThat(tension.isThere(10_000, true, 100)).isFalse();
    assertThat(tension.isThere(10_100, true, 200)).isFalse();
    assertThat(tension.isThere(10_400, true, 500)).isTrue();
    assertThat(tension.isThere(20_399, true, 100)).isTrue();
    assertThat(tension.isThere(20_400, true, 100)).isFalse();
  }
}
