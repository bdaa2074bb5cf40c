package io.sequences.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the pool with limits on how long a connection may be held, and with the statement cache
 * that the reads need: their statements are longer than the client's limit for caching, and would
 * otherwise be planned anew for every request.
 */
@Singleton
class PoolCreator implements PgPoolCreator {

  /**
   * As whom statements run, whoever logs in: a role that sees one organisation. Said when a
   * connection is opened, it costs a statement nothing.
   */
  static final String ROLE = "sequences_service";

  private static final int LONGEST_CACHED_STATEMENT = 64 * 1024;

  /** In milliseconds, as the two below: no statement holds a connection for longer. */
  private static final String STATEMENT_TIMEOUT = "10000";

  /** A writer that waits for another one's row gives up, and leaves the pool to the others. */
  private static final String LOCK_TIMEOUT = "2000";

  private static final String IDLE_TIMEOUT = "10000";

  @Override
  public Pool create(Input input) {
    List<SqlConnectOptions> servers = new ArrayList<>();
    for (PgConnectOptions server : input.pgConnectOptionsList()) {
      servers.add(
          server
              .setCachePreparedStatements(true)
              .setPreparedStatementCacheSqlLimit(LONGEST_CACHED_STATEMENT)
              .addProperty("role", ROLE)
              .addProperty("statement_timeout", STATEMENT_TIMEOUT)
              .addProperty("lock_timeout", LOCK_TIMEOUT)
              .addProperty("idle_in_transaction_session_timeout", IDLE_TIMEOUT));
    }
    return PgBuilder.pool()
        .connectingTo(servers)
        .with(input.poolOptions())
        .using(input.vertx())
        .build();
  }
}
