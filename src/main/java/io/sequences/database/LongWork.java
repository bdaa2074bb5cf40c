package io.sequences.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;

/** Transactions that may take longer than those of requests, for which the pool's limits are. */
public final class LongWork {

  private static final String LIMITS =
      "set local statement_timeout = %d; set local lock_timeout = '1min'";

  private LongWork() {}

  /** Lets each statement of the transaction that has begun on a connection take so long. */
  public static Future<Void> allow(SqlConnection connection, Duration statement) {
    Watch.allowSilence(connection, statement);
    return connection.query(LIMITS.formatted(statement.toMillis())).execute().mapEmpty();
  }

  /** Holds a connection to what all are held to again, when its transaction has ended. */
  static void end(SqlConnection connection) {
    Watch.allowSilence(connection, Duration.ZERO);
  }
}
