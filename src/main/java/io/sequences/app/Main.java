package io.sequences.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Map;

/** Starts the service or, when there are arguments, runs the command that they name. */
@QuarkusMain
public final class Main {

  // An address that is no URI, such as one with half an escape, would be answered by the server
  // before any code of the service sees it, and without an errors document. It reads this once,
  // when its class is loaded.
  static {
    System.setProperty("vertx.disableURIValidation", "true");
  }

  /** A command opens no port, runs no jobs, and leaves standard output to what it has to say. */
  private static final Map<String, String> OF_A_COMMAND =
      Map.of(
          "quarkus.http.host-enabled", "false",
          "quarkus.scheduler.enabled", "false",
          "quarkus.shutdown.delay", "0s",
          "quarkus.log.console.stderr", "true",
          // Whoever runs it reads it.
          "quarkus.log.console.json.enabled", "false",
          "quarkus.log.level", "WARN",
          // It reads no token, so settings that would verify none are not its concern.
          "quarkus.log.category.\"io.sequences.access\".level", "OFF");

  Main() {}

  /** Runs until the process is told to stop, or the command is done. */
  public static void main(String... arguments) {
    if (arguments.length == 0) {
      Quarkus.run();
      return;
    }
    boolean migrates = arguments[0].equals(Migrate.COMMAND);
    try {
      if (migrates) {
        Migrate.requireNoMore(List.of(arguments));
      } else {
        CheckArguments.parse(List.of(arguments));
      }
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage() + System.lineSeparator() + CheckArguments.USAGE);
      System.exit(CheckCounters.FAILED);
    }
    OF_A_COMMAND.forEach(System::setProperty);
    if (migrates) {
      Migrate.SETTINGS.forEach(System::setProperty);
    }
    Quarkus.run(migrates ? Migrate.class : CheckCounters.class, arguments);
  }
}
