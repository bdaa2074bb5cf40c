package io.sequences.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Main {

  // The server would answer an address that is no URI, such as one with half an escape, without an
  // errors document,
  // before any code of the service sees it. It reads this once, when its class is loaded.
  static {
    System.setProperty("vertx.disableURIValidation", "true");
  }

  private Main() {}

  /** Runs until the process is told to stop. */
  public static void main(String... arguments) {
    Quarkus.run(arguments);
  }
}
