package io.sequences.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * A connection that somebody holds, as far as most need one: a transaction is under way on it, for
 * one organisation, and whoever lent it will take it back. The answer to a write is read on the
 * connection of the write.
 */
public interface HeldConnection {

  /**
   * Runs a statement.
   *
   * @param parameters what its placeholders {@code $1}, {@code $2} … stand for
   * @return its rows, each with the values of its columns
   */
  Future<List<Tuple>> run(String statement, Tuple parameters);
}
