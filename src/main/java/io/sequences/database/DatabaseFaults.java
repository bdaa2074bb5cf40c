package io.sequences.database;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.hibernate.JDBCException;

/** Tells failures of the database apart, however deep the exception that says so is wrapped. */
public final class DatabaseFaults {

  private DatabaseFaults() {}

  /** Whether the database could not be reached, or went away: trying again later may help. */
  public static boolean isOutage(Throwable failure) {
    return anyCause(failure, DatabaseFaults::outage);
  }

  /**
   * Whether the database has too much to do: there was no room for the work, or a statement, a wait
   * for a lock or the whole request took too long and was given up.
   */
  public static boolean isOverload(Throwable failure) {
    // Query cancelled; lock not available.
    return anyCause(
        failure,
        cause ->
            cause instanceof NoRoomException
                || cause instanceof GivenUpException
                || List.of("57014", "55P03").contains(sqlState(cause)));
  }

  /** Whether the database refused a write that somebody else's write had overtaken. */
  public static boolean isConflict(Throwable failure) {
    return anyCause(
        failure,
        cause ->
            cause instanceof OptimisticLockException
                // A foreign or unique key, an exclusion; a transaction rolled back (serialization,
                // deadlock).
                || List.of("23503", "23505", "23P01").contains(sqlState(cause))
                || sqlState(cause).startsWith("40"));
  }

  /** Whether it was the database that failed, in whatever way. */
  public static boolean isOfDatabase(Throwable failure) {
    return isOutage(failure)
        || isOverload(failure)
        || anyCause(failure, cause -> !sqlState(cause).isEmpty());
  }

  /**
   * Whether a write was given up for the sake of another one, and may succeed when it is done again
   * at once: a conflict, or a wait for a lock or for room that took too long.
   */
  public static boolean isWorthRepeating(Throwable failure) {
    return isConflict(failure)
        || anyCause(
            failure, cause -> cause instanceof NoRoomException || sqlState(cause).equals("55P03"));
  }

  /**
   * Why work of the service's own failed, for its log: where the database is not available, the
   * reason; else the kind alone, since what is said of it may quote statements and rows.
   */
  public static String discreetReason(Throwable failure) {
    return isOutage(failure) ? reason(failure) : kind(deepest(failure));
  }

  /** Why the database is not available, in one line, in the words of whoever noticed. */
  public static String reason(Throwable failure) {
    Throwable cause = deepest(failure);
    Optional<String> tls = TlsFault.of(cause);
    if (tls.isPresent()) {
      return tls.get();
    }
    String said = cause.getMessage() == null ? "" : withoutCredentials(cause.getMessage());
    String line = said.lines().findFirst().orElse(kind(cause));
    return cause instanceof UnknownHostException ? "unknown host " + line : line;
  }

  private static Throwable deepest(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * Of which kind a failure is, in words and not as the name of a class: "illegal state", "closed
   * channel"; with the SQLSTATE, if there is one: "pg 42P01".
   */
  public static String kind(Throwable failure) {
    if (isClosed(failure)) {
      return "closed connection";
    }
    String words =
        failure
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=.)(Exception|Error|Throwable)$", "")
            .replaceAll(
                "(?<=\\p{Lower})(?=\\p{Upper})|(?<=\\p{Upper})(?=\\p{Upper}\\p{Lower})", " ")
            .toLowerCase(Locale.ROOT);
    return (words + " " + sqlState(failure)).strip();
  }

  /** The text without what stands before an @ in an address: a user, and perhaps a password. */
  static String withoutCredentials(String text) {
    return text.replaceAll("[^\\s/@]*@", "…@");
  }

  private static boolean outage(Throwable cause) {
    String state = sqlState(cause);
    if (!state.isEmpty()) {
      return switch (state.substring(0, 2)) {
        // Connection exceptions; insufficient resources; no such user or database; a server that
        // takes no writes since
        // it is another one's standby, or that ended an idle transaction.
        case "08", "53", "28", "3D", "25" -> true;
        // Shutdown, crash and start-up of the server, but not a cancelled query.
        case "57" -> !state.equals("57014");
        default -> false;
      };
    }
    return cause instanceof IOException
        || cause instanceof ClosedConnectionException
        || cause instanceof TimeoutException
        || cause instanceof VertxException
        || TlsFault.of(cause).isPresent()
        || isClosed(cause);
  }

  /**
   * What the client says of a connection that closed before or while a command was sent; that it
   * was reset is told by a bare socket exception, which has no better kind.
   */
  private static boolean isClosed(Throwable cause) {
    if (cause.getClass() == SocketException.class) {
      return true;
    }
    String said = cause instanceof NoStackTraceThrowable ? cause.getMessage() : null;
    return said != null
        && (said.startsWith("Connection is not active") || said.startsWith("Pending requests"));
  }

  /**
   * What PostgreSQL says went wrong, as the client or Hibernate passes it on; empty when it said
   * nothing.
   */
  private static String sqlState(Throwable cause) {
    String state =
        cause instanceof PgException refused
            ? refused.getSqlState()
            : cause instanceof JDBCException wrapped ? wrapped.getSQLState() : null;
    return state == null || state.length() != 5 ? "" : state;
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
