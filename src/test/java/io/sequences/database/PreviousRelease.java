package io.sequences.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the previous release does to the database, from the files that were kept of it. */
final class PreviousRelease {

  private static final Path FOLDER = Path.of("src/test/resources/previous-release");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "^-- ([^\\n]*), with ([^\\n]*)\\n(.*?);\\n", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern PARAMETER = Pattern.compile("\\$\\d+ = (\\[[^]]*]|[^,]*)");

  private PreviousRelease() {}

  /** The last migration that it has. */
  static String version() {
    return text(FOLDER.resolve("version")).strip();
  }

  /** What it does not use any more, though its schema has it. */
  static List<String> unused() {
    return text(FOLDER.resolve("unused")).lines().toList();
  }

  /** Its writes in an organisation, of which each session of the service is in one. */
  static String writes(long org) {
    return text(FOLDER.resolve("writes.sql")).replace("{org}", Long.toString(org));
  }

  /** Its reads. */
  static List<Read> reads() {
    List<Read> reads = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve("statements"))) {
      for (Path file : files.sorted().toList()) {
        for (MatchResult found : STATEMENT.matcher(text(file)).results().toList()) {
          reads.add(
              new Read(
                  file.getFileName() + ", " + found.group(1),
                  found.group(3),
                  parameters(found.group(2))));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return reads;
  }

  private static List<String> parameters(String shown) {
    return PARAMETER.matcher(shown).results().map(value -> literal(value.group(1))).toList();
  }

  private static String literal(String value) {
    return value.startsWith("[")
        ? value.replace("[", "{").replace("]", "}").replace(", ", ",")
        : value;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * A statement with the parameters that it was kept with, the first of which is the organisation.
   */
  record Read(String name, String text, List<String> parameters) {

    /** The same question in another organisation. */
    Read in(long org) {
      List<String> others = parameters.subList(1, parameters.size());
      return new Read(
          name, text, Stream.concat(Stream.of(Long.toString(org)), others.stream()).toList());
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
