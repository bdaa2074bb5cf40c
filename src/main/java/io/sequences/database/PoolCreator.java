package io.sequences.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

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

  /** By when a statement has ended that the server was to give up. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Duration statement;
  private final Duration lock;
  private final Duration idle;
  private final Tls tls;

  /**
   * With the limits that every connection sets for itself.
   *
   * @param statement for a statement
   * @param lock for the wait for another one's row, so that a writer leaves the pool to the others
   * @param idle for a pause within a transaction
   * @param address of the database as JDBC is told it, with what it says of TLS
   */
  PoolCreator(
      @ConfigProperty(name = "sequences.limits.statement") Duration statement,
      @ConfigProperty(name = "sequences.limits.lock") Duration lock,
      @ConfigProperty(name = "sequences.limits.idle-in-transaction") Duration idle,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String address) {
    this.statement = statement;
    this.lock = lock;
    this.idle = idle;
    this.tls = Tls.of(address);
  }

  @Override
  public Pool create(Input input) {
    for (PgConnectOptions server : input.pgConnectOptionsList()) {
      tls.applyTo(server);
      server
          .setCachePreparedStatements(true)
          .setPreparedStatementCacheSqlLimit(LONGEST_CACHED_STATEMENT)
          .addProperty("role", ROLE)
          .addProperty("statement_timeout", milliseconds(statement))
          .addProperty("lock_timeout", milliseconds(lock))
          .addProperty("idle_in_transaction_session_timeout", milliseconds(idle))
          .setConnectTimeout(Connector.PATIENCE);
    }
    Pool pool =
        PgBuilder.pool()
            .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
            .with(input.poolOptions())
            .using(input.vertx())
            .build();
    return connectedBy(
        new Connector(input.vertx(), input.pgConnectOptionsList(), statement.plus(GRACE)), pool);
  }

  /** There is no other way to have a say in how a connection is made than this, which may go. */
  @SuppressWarnings("deprecation")
  private static Pool connectedBy(Connector connector, Pool pool) {
    return pool.connectionProvider(connector);
  }

  private static String milliseconds(Duration limit) {
    return Long.toString(limit.toMillis());
  }
}
