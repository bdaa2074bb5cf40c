package io.sequences.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Remembers tokens of the OpenID provider that verified a moment ago, since a client sends the same
 * one with each of its requests: reading and verifying it again takes longer than many an answer. A
 * key that the provider takes back is believed for a minute more, and no token after its end.
 */
@Singleton
class KnownTokens {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  /** The characters of all tokens together. Only those that verified are kept. */
  private static final long MOST_CHARACTERS = 16 * 1024 * 1024;

  /**
   * What a token said that verified.
   *
   * @param expires its {@code exp}, in seconds of the epoch
   */
  record Claims(Identity identity, boolean admin, Set<String> scopes, long expires) {}

  private final long clockSkewSeconds;
  private final Cache<String, Claims> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((String token, Claims claims) -> token.length())
          .expireAfterWrite(REMEMBERED)
          .build();

  KnownTokens(@ConfigProperty(name = "mp.jwt.verify.clock.skew") long clockSkewSeconds) {
    this.clockSkewSeconds = clockSkewSeconds;
  }

  /** What the token says, if it is known and still good. */
  Optional<Claims> find(String token) {
    return Optional.ofNullable(known.getIfPresent(token))
        .filter(claims -> Instant.now().getEpochSecond() < claims.expires() + clockSkewSeconds);
  }

  void keep(String token, Claims claims) {
    known.put(token, claims);
  }
}
