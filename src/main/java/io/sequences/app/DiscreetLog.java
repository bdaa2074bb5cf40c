package io.sequences.app;

import io.quarkus.logging.LoggingFilter;
import io.sequences.RefusedSettingException;
import io.sequences.database.DatabaseFaults;
import java.util.StringJoiner;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Keeps out of the log what an exception may carry along: texts of a database quote statements and
 * rows, and so personal data. Of an exception remain the kinds of its causes and the place in the
 * service where each arose, which is enough to find it in the source, all in the line that tells of
 * it. Where a logger is set to DEBUG, it comes whole.
 */
@LoggingFilter(name = "discreet")
public final class DiscreetLog implements Filter {

  private static final String OURS = "io.sequences.";
  private static final int MOST_CAUSES = 6;

  @Override
  public boolean isLoggable(LogRecord line) {
    Throwable thrown = line.getThrown();
    if (thrown != null && !Logger.getLogger(line.getLoggerName()).isLoggable(Level.FINE)) {
      line.setThrown(null);
      if (line instanceof ExtLogRecord formatted) {
        formatted.setMessage(
            formatted.getMessage() + ": " + chain(thrown), formatted.getFormatStyle());
      }
    }
    return true;
  }

  /** The kinds of an exception and its causes, each with the place in the service that it shows. */
  static String chain(Throwable thrown) {
    StringJoiner chain = new StringJoiner(" < ");
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      chain.add(
          cause instanceof RefusedSettingException
              ? cause.getMessage()
              : DatabaseFaults.kind(cause) + place(cause));
      cause = cause.getCause();
    }
    return chain.toString();
  }

  private static String place(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith(OURS)) {
        return " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
      }
    }
    return "";
  }
}
