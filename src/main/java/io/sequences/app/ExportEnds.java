package io.sequences.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.Startup;
import io.sequences.RefusedSettingException;
import io.sequences.app.CutOffException.Reason;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Knows when exports must end, finished or not, and counts those that were cut off: to the server's
 * own metrics each of them is a client that left. Made at start, so that what is counted is there
 * from the beginning.
 */
@Startup
@Singleton
class ExportEnds {

  /** What is left of the shutdown's time to tell clients and the log, and to give places back. */
  private static final Duration RESERVE = Duration.ofSeconds(1);

  private final Map<Reason, Counter> cutOff = new EnumMap<>(Reason.class);
  private final Duration longest;
  private final Duration delay;
  private final Duration timeout;
  private volatile BooleanSupplier stopped = () -> false;

  ExportEnds(
      MeterRegistry meters,
      @ConfigProperty(name = "sequences.limits.export") Duration longest,
      @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay,
      @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> timeout) {
    if (longest.isNegative() || longest.isZero()) {
      throw new RefusedSettingException("sequences.limits.export", longest, "more than PT0S");
    }
    this.longest = longest;
    this.delay = delay.orElse(Duration.ZERO);
    this.timeout = timeout.orElse(Duration.ZERO);
    for (Reason reason : Reason.values()) {
      cutOff.put(
          reason,
          Counter.builder("sequences.exports.cut.off")
              .description("Exports that did not come to their end, by whose doing.")
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
  }

  void stop(@Observes ShutdownDelayInitiatedEvent event) {
    // Later the server would cut them off by itself, which looks as if the clients had left.
    Duration left = timeout.minus(RESERVE);
    stopped = after(delay.plus(left.isNegative() ? Duration.ZERO : left));
  }

  /** Whether an export that began then has to end now, and why. */
  Optional<CutOffException> end(long begun) {
    if (stopped.getAsBoolean()) {
      return Optional.of(new CutOffException(Reason.SHUTDOWN, "the service stops"));
    }
    return System.nanoTime() - begun > longest.toNanos()
        ? Optional.of(
            new CutOffException(
                Reason.DURATION, "it takes longer than %d ms".formatted(longest.toMillis())))
        : Optional.empty();
  }

  void count(Reason reason) {
    cutOff.get(reason).increment();
  }

  private static BooleanSupplier after(Duration time) {
    long now = System.nanoTime();
    return () -> System.nanoTime() - now > time.toNanos();
  }
}
