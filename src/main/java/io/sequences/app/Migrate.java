package io.sequences.app;

import io.quarkus.runtime.QuarkusApplication;
import io.sequences.database.DatabaseFaults;
import io.sequences.database.Schema;
import java.util.List;
import java.util.Map;

/**
 * The command {@code migrate}: brings the schema up to date and ends, for installations in which
 * the service itself has no right to change it. A database that is not there yet is waited for half
 * a minute. Ends with 0 when the schema is up to date, 2 when it could not be brought there.
 */
class Migrate implements QuarkusApplication {

  static final String COMMAND = "migrate";

  /** The schema is its own affair, and nobody else tries again. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "sequences.database.at-start", "false",
          // After 1, 2, 4 and then each 5 seconds: about half a minute together.
          "quarkus.flyway.connect-retries", "8",
          "quarkus.flyway.connect-retries-interval", "5s");

  private final Schema schema;

  Migrate(Schema schema) {
    this.schema = schema;
  }

  /**
   * Refuses whatever stands behind the command.
   *
   * @throws IllegalArgumentException that says which argument is wrong
   */
  static void requireNoMore(List<String> arguments) {
    if (arguments.size() > 1) {
      throw new IllegalArgumentException(arguments.get(1) + " is not understood.");
    }
  }

  @Override
  public int run(String... arguments) {
    try {
      schema.migrate();
      System.out.println("The schema is up to date.");
      return 0;
    } catch (RuntimeException failure) {
      System.err.printf(
          "The schema was not brought up to date: %s%n", DatabaseFaults.reason(failure));
      return CheckCounters.FAILED;
    }
  }
}
