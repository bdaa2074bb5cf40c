package io.sequences.limits;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.Map;

/** Limits so tight that tests reach them soon, and yet in the order that the defaults have. */
public final class TightLimits implements QuarkusTestProfile {

  static final int REQUESTS_PER_HOUR = 40;
  static final int PLACES = 2;
  static final int CONNECTIONS = 500;

  static final Duration HEAD = Duration.ofSeconds(2);
  static final Duration STREAM_IDLE = Duration.ofSeconds(1);
  static final Duration REQUEST = Duration.ofSeconds(4);
  static final Duration STATEMENT = Duration.ofSeconds(5);
  static final Duration KEEP_ALIVE = Duration.ofSeconds(7);
  static final Duration BULK = Duration.ofSeconds(9);

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "sequences.limits.requests-per-hour",
        Integer.toString(REQUESTS_PER_HOUR),
        "sequences.limits.database-work",
        Integer.toString(PLACES),
        "sequences.limits.request",
        REQUEST.toString(),
        "sequences.limits.bulk-request",
        BULK.toString(),
        "sequences.limits.stream-idle",
        STREAM_IDLE.toString(),
        "sequences.limits.keep-alive",
        KEEP_ALIVE.toString(),
        "sequences.limits.statement",
        STATEMENT.toString(),
        "quarkus.http.idle-timeout",
        HEAD.toString(),
        "quarkus.http.limits.max-connections",
        Integer.toString(CONNECTIONS),
        "quarkus.http.proxy.proxy-address-forwarding",
        "true");
  }
}
