package io.sequences.database;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Tells failures of the database apart, however deep the exception that says so is wrapped. */
public final class DatabaseFaults {

  private DatabaseFaults() {}

  /** Whether the database could not be reached, or went away: trying again later may help. */
  public static boolean isOutage(Throwable failure) {
    return anyCause(failure, DatabaseFaults::outage);
  }

  /** Whether the database refused a write that somebody else's write had overtaken. */
  public static boolean isConflict(Throwable failure) {
    return anyCause(
        failure,
        cause ->
            cause instanceof OptimisticLockException
                || (cause instanceof PgException refused
                    // Integrity constraint violation; transaction rollback (serialization,
                    // deadlock).
                    && List.of("23", "40").contains(sqlClass(refused))));
  }

  /** Why the database is not available, in the words of whoever noticed. */
  public static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  private static boolean outage(Throwable cause) {
    if (cause instanceof PgException refused) {
      // Connection exceptions; insufficient resources; shutdown, crash and start-up of the server.
      return switch (sqlClass(refused)) {
        case "08", "53", "28", "3D" -> true;
        case "57" -> !refused.getSqlState().equals("57014");
        default -> false;
      };
    }
    return cause instanceof IOException
        || cause instanceof ClosedConnectionException
        || cause instanceof TimeoutException
        || cause instanceof VertxException;
  }

  private static String sqlClass(PgException refused) {
    String state = refused.getSqlState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }

  private static boolean anyCause(Throwable failure, Predicate<Throwable> test) {
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
      if (test.test(cause)) {
        return true;
      }
      depth++;
    }
    return false;
  }
}
