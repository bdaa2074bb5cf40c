package io.sequences.backup;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A client that writes all the time until it is closed: sequences, each with a delivered mailing,
 * whose opening it reports.
 */
final class Writer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String MAILING =
      """
      insert into mailing (org_id, sequence_id, state, delivered_at)
      select org_id, id, 'delivered', '2026-03-01T10:00:00Z' from sequence where id = ? returning id
      """;

  private final Queue<Long> acknowledged = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> work;
  private volatile boolean closed;

  Writer(Serving serving, Server server) {
    work = CompletableFuture.runAsync(() -> write(serving, server));
  }

  private void write(Serving serving, Server server) {
    try (Connection connection = server.superuser();
        PreparedStatement mailing = connection.prepareStatement(MAILING)) {
      while (!closed) {
        long sequence = serving.create("Meanwhile");
        mailing.setLong(1, sequence);
        try (ResultSet row = mailing.executeQuery()) {
          row.next();
          serving.open(row.getLong(1));
        }
        acknowledged.add(sequence);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The sequences of which all was acknowledged, up to now. */
  List<Long> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** Returns once it has written some more. */
  void awaitMore() {
    int before = acknowledged.size();
    await()
        .atMost(PATIENCE)
        .until(() -> work.isCompletedExceptionally() || acknowledged.size() > before + 3);
  }

  /** Ends it, and fails if it was refused anything. */
  @Override
  public void close() {
    closed = true;
    work.join();
  }
}
