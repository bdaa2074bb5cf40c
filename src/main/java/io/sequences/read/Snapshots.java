package io.sequences.read;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Lends connections for reading, each for one state of the database, and takes them back whatever
 * happens.
 */
final class Snapshots {

  private final Pool pool;

  Snapshots(Pool pool) {
    this.pool = pool;
  }

  /**
   * Borrows a connection; more than one statement get a transaction, so that they see one state of
   * the database.
   *
   * <p>Futures of the client, and not Unis, carry the work: a client that hangs up cancels the Uni,
   * and the transaction still comes to its end before the connection goes back.
   */
  <T> Future<T> take(boolean alone, Function<ReadingConnection, Future<T>> work) {
    return pool.getConnection()
        .compose(
            connection -> {
              Future<T> done = alone ? begin(work, connection) : inTransaction(connection, work);
              return done.eventually(() -> connection.close());
            });
  }

  private static <T> Future<T> inTransaction(
      SqlConnection connection, Function<ReadingConnection, Future<T>> work) {
    Future<?> begun = connection.query("begin isolation level repeatable read read only").execute();
    // The work's statements are sent without waiting for the answer to begin.
    Future<T> done = begin(work, connection);
    return Future.join(begun, done)
        .map(both -> done.result())
        .eventually(() -> connection.query("commit").execute());
  }

  /**
   * Whatever goes wrong while the work begins fails the future, so that the connection comes back.
   */
  private static <T> Future<T> begin(
      Function<ReadingConnection, Future<T>> work, SqlConnection connection) {
    ReadingConnection lent = (statement, parameters) -> run(connection, statement, parameters);
    return Future.succeededFuture(lent).compose(work);
  }

  private static Future<List<Tuple>> run(
      SqlConnection connection, String statement, Tuple parameters) {
    return connection
        .preparedQuery(statement)
        .execute(parameters)
        .map(
            (RowSet<Row> set) -> {
              List<Tuple> rows = new ArrayList<>(set.size());
              set.forEach(rows::add);
              return rows;
            });
  }
}
