package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.database.Organisations;
import io.sequences.database.SchemaMigration;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import jakarta.inject.Inject;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The job that purges old mailings, and the setting that turns it on. */
@QuarkusTest
class RetentionTest {

  private static final String ORGANISATION = "retention";

  @Inject Retention retention;
  @Inject SchemaMigration schema;
  @Inject Organisations organisations;

  private final Api ada = Api.of(ORGANISATION, "ada");

  @Test
  void nothingIsPurgedUnlessAPeriodIsSet() {
    long id = mailing("1800-01-01T00:00:00Z");
    retention.run().await().indefinitely();
    assertThat(Db.number("select count(*) from mailing where id = ?", id)).isEqualTo(1);
  }

  @Test
  void whatIsOlderThanThePeriodIsPurgedAndCounted() {
    // Older than what any other test has, in a database that all of them use.
    long old = mailing("1800-01-01T00:00:00Z");
    long younger = mailing("1990-01-01T00:00:00Z");
    MeterRegistry meters = new SimpleMeterRegistry();
    new Retention(schema, organisations, meters, Optional.of("P200Y")).run().await().indefinitely();
    assertThat(Db.number("select count(*) from mailing where id = ?", old)).isZero();
    assertThat(Db.number("select count(*) from mailing where id = ?", younger)).isEqualTo(1);
    assertThat(meters.get("sequences.retention.purged").counter().count()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "P1D,P1D",
    "P2Y,P2Y",
    "' P18M ',P18M",
    "P4W,P28D",
    "P1000Y,P1000Y",
    "p1y2m3d,P1Y2M3D"
  })
  void aPeriodIsWrittenAsInIso8601(String text, String period) {
    assertThat(RetentionPeriod.parse(text)).isEqualTo(Period.parse(period));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "2 years",
        "P0D",
        "P-1D",
        "P1Y-1D",
        "-P1Y",
        "PT24H",
        "P1001Y",
        "P2147483647Y"
      })
  void whatIsNoPeriodIsRefusedByTheNameOfTheSetting(String text) {
    assertThatThrownBy(() -> RetentionPeriod.parse(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sequences.retention.mailings")
        .hasMessageEndingWith("and is " + text);
  }

  private long mailing(String updatedAt) {
    long sequence = Sample.sequences(ada, ORGANISATION, 1).get(0);
    return Db.number(
        "insert into mailing (org_id, sequence_id, state, delivered_at, updated_at)"
            + " values (?, ?, 'delivered', now(), ?::timestamptz) returning id",
        Db.org(ORGANISATION),
        sequence,
        updatedAt);
  }
}
