package io.sequences.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a benchmark measured: printed, and written as Markdown into {@code target}. */
public final class BenchTable {

  private final String name;
  private final List<String> lines = new ArrayList<>();

  public BenchTable(String name, String... columns) {
    this.name = name;
    line(List.of(columns));
    line(List.of(columns).stream().map(column -> "---").toList());
  }

  /** A row that begins with what was measured; numbers are rounded to what they can tell. */
  public void row(String first, double... measured) {
    List<String> cells = new ArrayList<>(List.of(first));
    for (double each : measured) {
      cells.add(each >= 100 ? "%,.0f".formatted(each) : "%.2f".formatted(each));
    }
    line(cells);
  }

  /** Of an even number, the upper one of the two in the middle. */
  public static double median(List<Double> measured) {
    return measured.stream().sorted().skip(measured.size() / 2).findFirst().orElseThrow();
  }

  private void line(List<String> cells) {
    lines.add(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
  }

  /** Prints it, and writes it to {@code target/bench-NAME.md}. */
  public void print() {
    String text = String.join("\n", lines) + "\n";
    System.out.print(text);
    try {
      Files.createDirectories(Path.of("target"));
      Files.writeString(Path.of("target", "bench-" + name + ".md"), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
