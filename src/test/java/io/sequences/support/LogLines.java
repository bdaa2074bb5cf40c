package io.sequences.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What a class of the service logs from now on, until this is closed. */
public final class LogLines implements AutoCloseable {

  /** The message alone, since what else is in a line has tests of its own. */
  private static final Formatter TEXT = new PatternFormatter("%s");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;

  private final Handler handler =
      new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord line) {
          lines.add(TEXT.format(line));
        }
      };

  private LogLines(Logger logger) {
    this.logger = logger;
  }

  /** Listens to the logger of this name. */
  public static LogLines of(String logger) {
    LogLines lines = new LogLines(Logger.getLogger(logger));
    lines.logger.addHandler(lines.handler);
    return lines;
  }

  /** The messages so far. */
  public List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
  }
}
