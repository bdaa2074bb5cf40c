package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.util.concurrent.CompletionException;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/** What the log of a production package says of an exception. */
class DiscreetLogTest {

  private static final Formatter AS_CONFIGURED = new PatternFormatter("%s%e");

  private static String line(String logger) {
    LogRecord line =
        new ExtLogRecord(Level.SEVERE, "It failed: %s", ExtLogRecord.FormatStyle.PRINTF, "test");
    ((ExtLogRecord) line).setParameters(new Object[] {"again"});
    line.setLoggerName(logger);
    line.setThrown(
        new IllegalStateException(
            "select secret from prospect", new java.io.IOException("joe@example.com")));
    assertThat(new DiscreetLog().isLoggable(line)).isTrue();
    return AS_CONFIGURED.format(line);
  }

  @Test
  void isTheKindsOfItsCausesAndTheirPlacesAndNothingThatTheySay() {
    assertThat(line("some.logger"))
        .matches(
            "It failed: again: illegal state \\(DiscreetLogTest.java:\\d+\\)"
                + " < io \\(DiscreetLogTest.java:\\d+\\)");
  }

  @Test
  void hasOfWhatTheDatabaseRefusesTheCodeOfItsKind() {
    PgException refused =
        new PgException("relation \"secret\" does not exist", "ERROR", "42P01", null);
    assertThat(DiscreetLog.chain(new CompletionException(refused))).endsWith(" < pg 42P01");
    assertThat(DiscreetLog.chain(new NoStackTraceThrowable("Connection is not active now")))
        .isEqualTo("closed connection");
  }

  @Test
  void isAllOfItForALoggerThatDebugs() {
    Logger.getLogger("some.debugged").setLevel(Level.FINE);
    assertThat(line("some.debugged")).contains("select secret", "joe@example.com", "\tat ");
  }
}
