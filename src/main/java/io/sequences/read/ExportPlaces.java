package io.sequences.read;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.sequences.RefusedSettingException;
import io.sequences.database.Gate;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The places that exports take: so few that most of the room at the database is left to requests,
 * and to each organisation only a share of them, so that none keeps the others from exporting. Made
 * at start, so that a setting which makes no sense is told then.
 */
@Startup
@Singleton
final class ExportPlaces {

  private static final String EXPORTS = "sequences.limits.exports";
  private static final String SHARE = "sequences.limits.exports-per-organisation";

  private final int all;
  private final int share;
  private final Counter noneLeft;
  private final Counter shareTaken;
  private final Map<Long, Integer> taken = new HashMap<>();
  private int open;

  ExportPlaces(
      Gate gate,
      MeterRegistry meters,
      @ConfigProperty(name = EXPORTS) int exports,
      @ConfigProperty(name = SHARE) OptionalInt perOrganisation) {
    this.all = Math.min(atLeastOne(EXPORTS, exports), Math.max(1, gate.places() / 2));
    this.share = atLeastOne(SHARE, perOrganisation.orElse(Math.max(1, all / 2)));
    this.noneLeft = refused(meters, "instance");
    this.shareTaken = refused(meters, "organisation");
    Gauge.builder("sequences.exports.open", this, ExportPlaces::open)
        .description("Exports that are being sent.")
        .register(meters);
  }

  private static int atLeastOne(String setting, int value) {
    if (value < 1) {
      throw new RefusedSettingException(setting, value, "1 at least");
    }
    return value;
  }

  private static Counter refused(MeterRegistry meters, String bound) {
    return Counter.builder("sequences.exports.refused")
        .description("Exports for which there was no place, of the instance or the organisation.")
        .tag("bound", bound)
        .register(meters);
  }

  /** Takes a place for an organisation; refuses when there is none, 503. */
  synchronized void take(long organisation) {
    if (open >= all) {
      noneLeft.increment();
      throw refusal("As many exports are under way as there may be at once: %d.", all);
    }
    int own = taken.getOrDefault(organisation, 0);
    if (own >= share) {
      shareTaken.increment();
      throw refusal(
          "As many exports of this organisation are under way as one may have at once: %d.", share);
    }
    taken.put(organisation, own + 1);
    open++;
  }

  /** Gives a place back that was taken. */
  synchronized void giveBack(long organisation) {
    taken.computeIfPresent(organisation, (whose, own) -> own == 1 ? null : own - 1);
    open--;
  }

  private synchronized int open() {
    return open;
  }

  private static ApiException refusal(String detail, int most) {
    return new ApiException(
        ErrorCode.OVERLOADED, detail.formatted(most) + " Try again when one has ended.");
  }
}
