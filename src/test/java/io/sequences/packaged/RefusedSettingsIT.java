package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Settings with which no request could be served as promised: the service does not start with them,
 * and says which and why. No database is asked before.
 */
class RefusedSettingsIT {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "SEQUENCES_LIMITS_DATABASE_WORK, 0, sequences.limits.database-work is 0",
    "SEQUENCES_LIMITS_DATABASE_WORK, 21, sequences.limits.database-work is 21",
    "SEQUENCES_LIMITS_EXPORTS, 0, sequences.limits.exports is 0",
    "SEQUENCES_LIMITS_EXPORTS_PER_ORGANISATION, 0, sequences.limits.exports-per-organisation is 0",
    "SEQUENCES_LIMITS_REQUESTS_PER_HOUR, -1, sequences.limits.requests-per-hour is -1",
    "SEQUENCES_LIMITS_EXPORT, 0S, sequences.limits.export is PT0S",
    "SEQUENCES_S2S_REVOKED_WITHIN, 61S, sequences.s2s.revoked-within is PT1M1S",
    "DATABASE_URL, postgresql://localhost/a?sslmode=prefer, sslmode in DATABASE_URL is prefer",
    "DATABASE_URL, postgresql://localhost/a?sslmode=full, sslmode in DATABASE_URL is full",
    "DATABASE_URL, postgresql://localhost/a?sslmode=verify-full, sslrootcert in DATABASE_URL is not"
  })
  void endTheStartAndAreNamed(String name, String value, String said) throws Exception {
    int nobodyThere = PackagedService.freePort();
    Map<String, String> settings = Database.settings(nobodyThere);
    settings.put(name, value);
    try (PackagedService service = PackagedService.start(folder, settings)) {
      assertThat(service.awaitEnd(Installation.PATIENCE)).isTrue();
      assertThat(service.exitStatus()).isNotZero();
      assertThat(service.log()).contains(said);
    }
  }
}
