package io.sequences.support;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Another writer beside the service, always in a transaction; what it has not committed when it is
 * closed is rolled back.
 */
public final class OtherWriter implements AutoCloseable {

  private final Connection connection = Db.connect();
  private final Statement statement;
  private final long pid;

  public OtherWriter() {
    try {
      connection.setAutoCommit(false);
      statement = connection.createStatement();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    pid = number("select pg_backend_pid()");
  }

  /** Runs a statement, and keeps what it locks. */
  public void run(String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** The number that a statement gives in the first column of its first row. */
  public long number(String sql) {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** Returns once somebody waits for what this writer has locked. */
  public void awaitSomebodyWaiting() {
    // Who waits for a lock does so for a second.
    await().pollInterval(Duration.ofMillis(10)).until(() -> waiting() > 0);
  }

  /** How many wait for what this writer has locked. */
  public long waiting() {
    return Db.number(
        "select count(*) from pg_stat_activity where ? = any (pg_blocking_pids(pid))", (int) pid);
  }

  public void commit() {
    try {
      connection.commit();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
