package io.sequences.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Main {

  // An address that is no URI, such as one with half an escape, would be answered by the server
  // before any code of the service sees it, and without an errors document. It reads this once,
  // when its class is loaded.
  static {
    System.setProperty("vertx.disableURIValidation", "true");
  }

  Main() {}

  /** Runs until the process is told to stop. */
  public static void main(String... arguments) {
    Quarkus.run(arguments);
  }
}
