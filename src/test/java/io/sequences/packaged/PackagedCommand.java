package io.sequences.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run of one of the package's commands, as an operator or a job runs it.
 *
 * @param status with which it ended
 * @param out what it printed
 * @param err what it complained of
 */
public record PackagedCommand(int status, String out, String err) {

  /**
   * Runs a command to its end.
   *
   * @param folder takes what it prints
   * @param settings environment variables
   */
  public static PackagedCommand run(Path folder, Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Artefact.built().command(Path.of(System.getProperty("java.home")), List.of());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "command", ".out");
    Path err = Files.createTempFile(folder, "command", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(settings);
    int status = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new PackagedCommand(status, Files.readString(out), Files.readString(err));
  }
}
