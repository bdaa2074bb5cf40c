package io.sequences.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.pool.ReactiveConnection;

/** The connection of a session, which its entities are written on as well. */
record SessionConnection(ReactiveConnection session) implements HeldConnection {

  @Override
  public Future<List<Tuple>> run(String statement, Tuple parameters) {
    RequestEnd.requireAwaited();
    return Future.fromCompletionStage(session.select(statement, values(parameters)))
        .map(SessionConnection::rows);
  }

  private static Object[] values(Tuple parameters) {
    Object[] values = new Object[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameters.getValue(i);
    }
    return values;
  }

  private static List<Tuple> rows(ReactiveConnection.Result result) {
    List<Tuple> rows = new ArrayList<>(result.size());
    result.forEachRemaining(row -> rows.add(Tuple.wrap(row)));
    return rows;
  }
}
