package io.sequences.mailing;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;

/** How long mailings are kept, as ISO 8601 writes periods: at least a day, at most 1,000 years. */
final class RetentionPeriod {

  static final String PROPERTY = "sequences.retention.mailings";

  private static final LocalDate ANY_DAY = LocalDate.EPOCH;
  private static final LocalDate FARTHEST = ANY_DAY.minusYears(1_000);

  private RetentionPeriod() {}

  /** A negative part would make it unclear what is old, and a slip here deletes. */
  static Period parse(String text) {
    try {
      Period period = Period.parse(text.strip());
      boolean bounded = !ANY_DAY.minus(period).isBefore(FARTHEST);
      if (!period.isNegative() && !period.isZero() && bounded) {
        return period;
      }
    } catch (DateTimeException noPeriod) {
      // As any other value that is none.
    }
    throw new ConfigurationException(
        PROPERTY
            + " must be a period of days, weeks, months or years, such as P90D or P2Y, from P1D to"
            + " P1000Y, and is "
            + text);
  }
}
