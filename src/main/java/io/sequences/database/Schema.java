package io.sequences.database;

import jakarta.inject.Singleton;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.output.ValidateResult;

/**
 * The tables and functions that this version of the service needs: makes them, for which their
 * owner has to log in, or looks whether they are there, for which whoever serves will do. Blocks,
 * and is the one user of JDBC.
 */
@Singleton
public class Schema {

  private final Flyway flyway;

  Schema(Flyway flyway) {
    this.flyway = flyway;
  }

  /** Makes what is missing. Waits while another process does so. */
  public void migrate() {
    flyway.migrate();
  }

  /**
   * Fails, with a message for whoever runs the service, unless everything is there. What a later
   * version has added does no harm.
   */
  void require() {
    ValidateResult found = flyway.validateWithResult();
    if (found.validationSuccessful) {
      return;
    }
    List<String> missing =
        found.invalidMigrations.stream()
            .filter(
                migration ->
                    migration.errorDetails.errorCode
                        == CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED)
            .map(migration -> migration.version)
            .toList();
    throw new IllegalStateException(
        missing.isEmpty()
            ? found.getAllErrorMessages()
            : "the schema lacks version %s; the command migrate brings it up to date"
                .formatted(String.join(", ", missing)));
  }
}
