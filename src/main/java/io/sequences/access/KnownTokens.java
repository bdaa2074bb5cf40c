package io.sequences.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Remembers tokens that verified a moment ago, since a client sends the same one with each of its
 * requests: reading and verifying it again takes longer than many an answer. A key that the
 * provider takes back is believed for a minute more, and no token after its end. Of an
 * application's token only the signature is remembered: what its install permits is asked for each
 * time.
 */
@Singleton
class KnownTokens {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  /** The characters of all tokens together. Only those that verified are kept. */
  private static final long MOST_CHARACTERS = 16 * 1024 * 1024;

  private final long clockSkewSeconds;
  private final Cache<String, Verified> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((String token, Verified verified) -> token.length())
          .expireAfterWrite(REMEMBERED)
          .build();

  KnownTokens(@ConfigProperty(name = "mp.jwt.verify.clock.skew") long clockSkewSeconds) {
    this.clockSkewSeconds = clockSkewSeconds;
  }

  /** The token, if it is known and still good. */
  Optional<Verified> find(String token) {
    return Optional.ofNullable(known.getIfPresent(token))
        .filter(verified -> Instant.now().getEpochSecond() < verified.expires() + clockSkewSeconds);
  }

  void keep(String token, Verified verified) {
    known.put(token, verified);
  }
}
