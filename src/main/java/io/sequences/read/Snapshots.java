package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.database.Organisations;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lends connections for reading, each for one state of the rows of the caller's organisation. */
final class Snapshots {

  private final Organisations organisations;

  Snapshots(Organisations organisations) {
    this.organisations = organisations;
  }

  /** Runs a statement and gives its rows. */
  static Future<List<Row>> run(SqlConnection connection, Sql sql) {
    return connection
        .preparedQuery(sql.text())
        .execute(sql.parameters())
        .map(
            (RowSet<Row> set) -> {
              List<Row> rows = new ArrayList<>(set.size());
              set.forEach(rows::add);
              return rows;
            });
  }

  /**
   * Borrows a connection.
   *
   * @param alone whether the work is a single statement, sent at once
   */
  <T> Future<T> take(Caller caller, boolean alone, Function<SqlConnection, Future<T>> work) {
    return alone
        ? organisations.readOnce(caller.orgId(), work)
        : organisations.snapshot(caller.orgId(), work);
  }
}
