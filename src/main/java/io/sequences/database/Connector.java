package io.sequences.database;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Utils;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes the connections of the pool: each in time, since a server that accepts one and then says
 * nothing would hold its place in the pool for good; only to a server that takes writes; and each
 * watched from then on.
 */
final class Connector implements Function<Context, Future<SqlConnection>> {

  /** The most that making a connection may take, in milliseconds. */
  static final int PATIENCE = 1_500;

  private static final int MOST_MESSAGES_AT_ONCE = 64;

  private final ConnectionFactory factory;
  private final Backends backends;
  private final Duration longestSilence;

  /**
   * A connector.
   *
   * @param longestSilence how long a server may be silent that is at work
   */
  Connector(Vertx vertx, List<PgConnectOptions> servers, Duration longestSilence) {
    this.factory =
        PgDriver.INSTANCE.createConnectionFactory(
            vertx, Utils.roundRobinSupplier(List.<SqlConnectOptions>copyOf(servers)));
    this.backends = new Backends(vertx, servers);
    this.longestSilence = longestSilence;
  }

  @Override
  public Future<SqlConnection> apply(Context context) {
    // Watched before anybody else gets it, so that no command goes by unseen.
    Future<SqlConnection> made =
        factory
            .connect(context)
            .map(
                connection -> {
                  sendTogether(connection);
                  Watch.over(connection, backends, longestSilence);
                  return connection;
                })
            .compose(Connector::requirePrimary);
    Future<SqlConnection> inTime = made.timeout(PATIENCE, TimeUnit.MILLISECONDS);
    made.onSuccess(
        connection -> {
          if (inTime.failed()) {
            connection.close();
          }
        });
    return inTime;
  }

  /**
   * Reads of a standby would show what was true some time ago, and its writes fail: while a name
   * still leads to one after a fail-over, there is no database. One that is connected to cannot
   * become a standby without a restart.
   */
  private static Future<SqlConnection> requirePrimary(SqlConnection connection) {
    return connection
        .query("select pg_is_in_recovery()")
        .execute()
        .compose(
            rows ->
                rows.iterator().next().getBoolean(0)
                    ? Future.failedFuture(new ConnectException("The server is a standby."))
                    : Future.succeededFuture(connection))
        .onFailure(refused -> connection.close());
  }

  /**
   * What is sent without waiting for an answer, as the organisation, a statement and the end of
   * their transaction are, goes out in one piece, and not each message on its own.
   */
  private static void sendTogether(SqlConnection connection) {
    Watch.pipeline(connection)
        .addFirst("flush", new FlushConsolidationHandler(MOST_MESSAGES_AT_ONCE, true));
  }
}
