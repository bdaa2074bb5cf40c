package io.sequences.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What a run tells whoever reads its output: seeds, counts, durations. It is kept as well. */
final class Report {

  /** Where the reports and histories of runs are. */
  static final Path FOLDER = Path.of("target", "faults");

  private Report() {}

  static synchronized void say(String line) {
    System.out.println("[faults] " + line);
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(
          FOLDER.resolve("report.txt"),
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The number that so many per cent of these are not above; 0 where there are none. */
  static long percentile(int percent, long[] numbers) {
    long[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100];
  }
}
