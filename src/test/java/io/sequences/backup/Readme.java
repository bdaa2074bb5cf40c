package io.sequences.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the README has people run, so that a rehearsal does that and nothing else. */
final class Readme {

  private static final Pattern BLOCK =
      Pattern.compile("^```(?:sh|sql)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  private Readme() {}

  /** The roles and the database that are made before anything else, all with one password. */
  static List<String> roles(String password) throws IOException {
    return block("create role sequences_service nologin;")
        .replace("'…'", "'" + password + "'")
        .replaceAll(" *--.*", "")
        .lines()
        .toList();
  }

  /** What lets ids go on behind those that were given away after the backup. */
  static String moveIdsOn() throws IOException {
    return block("select setval(");
  }

  /** The command of the section on backups that begins with this word. */
  static String command(String word) throws IOException {
    return block("pg_dump ")
        .lines()
        .filter(line -> line.startsWith(word + " "))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two commands: " + one + other);
            })
        .orElseThrow();
  }

  private static String block(String beginning) throws IOException {
    List<String> found =
        BLOCK
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains(beginning))
            .toList();
    assertThat(found).as(beginning).hasSize(1);
    return found.get(0);
  }
}
