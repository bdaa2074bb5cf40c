package io.sequences.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a token is known that has verified. */
class KnownTokensTest {

  private static final long SKEW = 10;

  private final KnownTokens known = new KnownTokens(SKEW);

  private static Verified ending(long secondsFromNow) {
    return new Verified(
        CountedAs.install(1),
        Instant.now().getEpochSecond() + secondsFromNow,
        () -> Uni.createFrom().nothing());
  }

  @ParameterizedTest
  @CsvSource({"3600, true", "5, true", "-5, true", "-10, false", "-15, false", "-3600, false"})
  void untilItsEndAndTheSkewOfClocks(long secondsFromNow, boolean good) {
    Verified verified = ending(secondsFromNow);
    known.keep("a token", verified);
    assertThat(known.find("a token")).isEqualTo(good ? Optional.of(verified) : Optional.empty());
  }

  @Test
  void andNoOther() {
    known.keep("a token", ending(60));
    assertThat(known.find("a tokem")).isEmpty();
  }
}
