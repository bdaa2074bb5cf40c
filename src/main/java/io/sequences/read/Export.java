package io.sequences.read;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A collection on its way out, in one snapshot: the database keeps the order of the ids in a
 * cursor, and what they show is read for some of them at a time, about a mebibyte, so that a
 * collection of any size takes the same memory, however its rows differ. It holds a connection
 * until it is closed.
 */
public final class Export {

  private static final int FIRST = 20;
  private static final int MOST = 1_000;
  private static final long ABOUT_BYTES = 1024 * 1024;

  /** An id of which nothing has been read yet, and the bytes of its texts without a limit. */
  private record Candidate(Object id, long textBytes) {}

  private final Cursor cursor;
  private final Function<List<Object>, Future<Fetched>> show;
  private final Function<Fetched, byte[]> format;
  private final Future<Void> back;
  private final Promise<Void> ended = Promise.promise();
  private final Deque<Candidate> candidates = new ArrayDeque<>();
  private int size = FIRST;
  private int shown;
  private boolean more = true;
  private boolean closed;
  private Future<byte[]> underWay;

  private Export(
      Cursor cursor,
      Function<List<Object>, Future<Fetched>> show,
      Function<Fetched, byte[]> format,
      Future<Void> back) {
    this.cursor = cursor;
    this.show = show;
    this.format = format;
    this.back = back;
    // Whatever is refused is refused by the first rows, before an answer has begun.
    this.underWay = rows();
  }

  /**
   * Begins one on a connection, and ends when it is closed.
   *
   * @param ids the statement that gives the ids in their order, and what their texts weigh
   * @param show reads the resources with these ids, in any order
   * @param back completes when the connection is lent to this no longer
   * @param begun is given the export when its first rows are there
   */
  static Future<Void> on(
      SqlConnection connection,
      Sql ids,
      Function<List<Object>, Future<Fetched>> show,
      Function<Fetched, byte[]> format,
      Future<Void> back,
      Promise<Export> begun) {
    return connection
        .prepare(ids.text())
        .compose(
            statement -> {
              Cursor cursor = statement.cursor(ids.parameters());
              Export export = new Export(cursor, show, format, back);
              return export
                  .underWay
                  .compose(
                      first -> {
                        begun.tryComplete(export);
                        return export.ended.future();
                      })
                  .eventually(() -> cursor.close().otherwiseEmpty())
                  .eventually(() -> statement.close().otherwiseEmpty());
            });
  }

  /** The first bytes. */
  public Future<byte[]> first() {
    return underWay;
  }

  /**
   * The bytes that follow; null behind the last. To be asked for when the ones before are there.
   */
  public synchronized Future<byte[]> next() {
    if (closed) {
      return Future.failedFuture(new IllegalStateException("The export is closed."));
    }
    if (!more && candidates.isEmpty()) {
      return Future.succeededFuture();
    }
    underWay = rows();
    return underWay;
  }

  /**
   * Gives the connection back, as soon as no statement is under way; completes when it is back, and
   * there is room for another export.
   */
  public synchronized Future<Void> close() {
    if (!closed) {
      closed = true;
      underWay.onComplete(done -> ended.tryComplete());
    }
    return back;
  }

  private Future<byte[]> rows() {
    Future<Void> there =
        candidates.isEmpty()
            ? cursor.read(size).map(this::noteCandidates)
            : Future.succeededFuture();
    return there
        .compose(
            known -> {
              List<Object> ids = fitting();
              return show.apply(ids).map(fetched -> format.apply(inOrder(fetched, ids)));
            })
        .onSuccess(bytes -> size = sizeAfter(bytes.length));
  }

  private Void noteCandidates(RowSet<Row> rows) {
    more = cursor.hasMore();
    rows.forEach(row -> candidates.add(new Candidate(Columns.id(row), row.getLong(1))));
    return null;
  }

  /** The next ids: as many as fit into what is read at a time, and one at least. */
  private List<Object> fitting() {
    List<Object> ids = new ArrayList<>();
    long bytes = 0;
    while (!candidates.isEmpty()
        && (ids.isEmpty() || bytes + candidates.peek().textBytes <= ABOUT_BYTES)) {
      Candidate next = candidates.poll();
      bytes += next.textBytes;
      ids.add(next.id);
    }
    shown = Math.max(1, ids.size());
    return ids;
  }

  private int sizeAfter(int bytes) {
    long fitting = ABOUT_BYTES * shown / Math.max(1, bytes);
    return (int) Math.max(FIRST, Math.min(MOST, fitting));
  }

  private static Fetched inOrder(Fetched fetched, List<Object> ids) {
    Map<Object, Tuple> rows = new HashMap<>();
    fetched.rows().forEach(row -> rows.put(Columns.id(row), row));
    return new Fetched(
        fetched.columns(),
        ids.stream().map(rows::get).toList(),
        fetched.linkage(),
        fetched.included());
  }
}
