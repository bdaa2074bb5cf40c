package io.sequences.packaged;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Signals to processes, as a machine in trouble and those who run it send them. */
public final class Processes {

  private Processes() {}

  /** Holds processes, which then neither work nor end. */
  public static void hold(List<Long> processes) throws IOException, InterruptedException {
    signal("-STOP", processes);
  }

  /** Lets held processes go on. */
  public static void resume(List<Long> processes) throws IOException, InterruptedException {
    signal("-CONT", processes);
  }

  /** Tells a process to end. */
  public static void terminate(long process) throws IOException, InterruptedException {
    signal("-TERM", List.of(process));
  }

  /** Ends processes as a machine that fails does: none of them gets to do anything more. */
  public static void kill(List<Long> processes) throws IOException, InterruptedException {
    signal("-KILL", processes);
  }

  private static void signal(String signal, List<Long> processes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(process -> command.add(Long.toString(process)));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
