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
 * Opens the pool with the statement cache that the reads need: their statements are longer than the
 * client's limit for caching, and would otherwise be planned anew for every request.
 */
@Singleton
class PoolCreator implements PgPoolCreator {

  private static final int LONGEST_CACHED_STATEMENT = 64 * 1024;

  @Override
  public Pool create(Input input) {
    List<SqlConnectOptions> servers = new ArrayList<>();
    for (PgConnectOptions server : input.pgConnectOptionsList()) {
      servers.add(
          server
              .setCachePreparedStatements(true)
              .setPreparedStatementCacheSqlLimit(LONGEST_CACHED_STATEMENT));
    }
    return PgBuilder.pool()
        .connectingTo(servers)
        .with(input.poolOptions())
        .using(input.vertx())
        .build();
  }
}
