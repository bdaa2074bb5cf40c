package io.sequences.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.access.KnownTokens.Claims;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a token is known that has verified. */
class KnownTokensTest {

  private static final long SKEW = 10;

  private final KnownTokens known = new KnownTokens(SKEW);

  private static Claims ending(long secondsFromNow) {
    Identity identity =
        new Identity(
            "acme",
            "ada",
            new Identity.Profile(Optional.empty(), Optional.empty(), Optional.empty()));
    return new Claims(identity, false, Set.of(), Instant.now().getEpochSecond() + secondsFromNow);
  }

  @ParameterizedTest
  @CsvSource({"3600, true", "5, true", "-5, true", "-10, false", "-15, false", "-3600, false"})
  void untilItsEndAndTheSkewOfClocks(long secondsFromNow, boolean good) {
    Claims claims = ending(secondsFromNow);
    known.keep("a token", claims);
    assertThat(known.find("a token")).isEqualTo(good ? Optional.of(claims) : Optional.empty());
  }

  @Test
  void andNoOther() {
    known.keep("a token", ending(60));
    assertThat(known.find("a tokem")).isEmpty();
  }
}
