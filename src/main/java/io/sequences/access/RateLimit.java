package io.sequences.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.sequences.RefusedSettingException;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Counts the requests of each caller by the hour, and refuses those over the limit. An hour begins
 * with the caller's first request and not with the clock's, so that not everybody comes back at
 * once. Each instance counts for itself: behind a balancer a caller gets up to the limit times the
 * instances. A stream of events is one request.
 */
@Startup
@ApplicationScoped
class RateLimit {

  private static final String LIMIT = "X-RateLimit-Limit";

  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * Bounds the memory: to some tens of megabytes, or a hundred if all names are as long as they may
   * be. Who is forgotten begins a new hour.
   */
  private static final int MOST_CALLERS = 100_000;

  private final long limit;
  private final Counter refused;
  private final Cache<CountedAs, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST_CALLERS).expireAfterAccess(HOUR).build();

  /**
   * A count.
   *
   * @param limit requests per caller and hour; 0 for no limit
   */
  RateLimit(
      @ConfigProperty(name = "sequences.limits.requests-per-hour") long limit,
      MeterRegistry meters) {
    if (limit < 0) {
      throw new RefusedSettingException(
          "sequences.limits.requests-per-hour", limit, "0, for no limit, or more");
    }
    this.limit = limit;
    this.refused =
        Counter.builder("sequences.ratelimit.refused")
            .description("Requests beyond what a caller has within an hour.")
            .register(meters);
  }

  /** Whether there is nothing left to count: the answer says how its caller stands. */
  boolean hasCounted(HttpServerResponse answer) {
    return limit == 0 || answer.headers().contains(LIMIT);
  }

  /** Counts a request, and says in its answer how the caller stands; refuses it, 429. */
  void count(CountedAs caller, HttpServerResponse answer) {
    if (limit == 0) {
      return;
    }
    ConsumptionProbe count =
        buckets.get(caller, key -> newBucket()).tryConsumeAndReturnRemaining(1);
    Duration wait = Duration.ofNanos(count.getNanosToWaitForReset());
    answer
        .putHeader(LIMIT, Long.toString(limit))
        .putHeader("X-RateLimit-Remaining", Long.toString(count.getRemainingTokens()))
        .putHeader(
            "X-RateLimit-Reset", Long.toString(Instant.now().plus(wait).getEpochSecond() + 1));
    if (!count.isConsumed()) {
      refused.increment();
      long seconds = wait.toSeconds() + 1;
      answer.putHeader("Retry-After", Long.toString(seconds));
      throw new ApiException(
          ErrorCode.RATE_LIMIT_EXCEEDED,
          "More than %,d requests within an hour. Try again in %,d seconds."
              .formatted(limit, seconds));
    }
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(limits -> limits.capacity(limit).refillIntervally(limit, HOUR))
        // The clock may be set; this one only goes on.
        .withNanosecondPrecision()
        .build();
  }
}
