package io.sequences.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the database, over a connection of its own, what the server processes behind other
 * connections are doing. Those who ask at once share the answer.
 */
final class Backends {

  /** In milliseconds; a database that takes longer to say that is taken to hang itself. */
  private static final int PATIENCE = 800;

  private static final String STATES =
      "select pid, state from pg_stat_activity where usename = current_user and state is not null";

  private final Vertx vertx;
  private final List<PgConnectOptions> servers;
  private Future<Map<Integer, String>> states;

  Backends(Vertx vertx, List<PgConnectOptions> servers) {
    this.vertx = vertx;
    this.servers =
        servers.stream()
            .map(PgConnectOptions::new)
            .map(server -> server.setConnectTimeout(PATIENCE))
            .toList();
    // Nobody but the login itself is told what its connections do, and not the role that it takes.
    this.servers.forEach(server -> server.getProperties().remove("role"));
  }

  /**
   * Whether a process hangs that ought to be at work: it says that it has nothing to do, or the
   * database does not say anything. Of one that the database does not know, as behind a pooler, and
   * where there are several servers to ask, it is not held.
   */
  Future<Boolean> hang(int process) {
    if (servers.size() > 1) {
      return Future.succeededFuture(false);
    }
    return states()
        .map(known -> known.getOrDefault(process, "").startsWith("idle"))
        .otherwise(failure -> failure instanceof TimeoutException);
  }

  private synchronized Future<Map<Integer, String>> states() {
    if (states == null || states.isComplete()) {
      states = ask().timeout(PATIENCE, TimeUnit.MILLISECONDS);
    }
    return states;
  }

  private Future<Map<Integer, String>> ask() {
    return PgConnection.connect(vertx, servers.get(0))
        .compose(
            connection ->
                connection
                    .query(STATES)
                    .execute()
                    .map(
                        rows -> {
                          Map<Integer, String> known = new HashMap<>();
                          rows.forEach(row -> known.put(row.getInteger(0), row.getString(1)));
                          return known;
                        })
                    .eventually(() -> connection.close()));
  }
}
