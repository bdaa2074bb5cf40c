package io.sequences.app;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Counts requests by method and route. Both are told in a bounded number of words, since each
 * combination is a series that Prometheus keeps; and how long they take in the few buckets that the
 * service's own limits and a percentile need.
 */
@Singleton
class RequestMetrics implements HttpServerMetricsTagsContributor {

  private static final String REQUESTS = "http.server.requests";

  private static final double[] BUCKETS =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
          .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
          .toArray();

  private final Routes routes;

  RequestMetrics(Routes routes) {
    this.routes = routes;
  }

  @Override
  public Tags contribute(Context answered) {
    HttpServerRequest request = answered.request();
    return Tags.of("method", Routes.method(request), "uri", routes.of(request));
  }

  /** The buckets of their durations. */
  @Produces
  @Singleton
  static MeterFilter durations() {
    return new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(
          Meter.Id meter, DistributionStatisticConfig config) {
        return meter.getName().equals(REQUESTS)
            ? DistributionStatisticConfig.builder()
                .serviceLevelObjectives(BUCKETS)
                .build()
                .merge(config)
            : config;
      }
    };
  }
}
