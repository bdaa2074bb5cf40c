package io.sequences;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of risks in the README speaks of all of them, and of tests that there are. */
class SecurityPageTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (API\\d+) .*\\| (.*) \\|$");
  private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+)`");

  @Test
  void everyItemIsThereOnceAndInOrder() {
    List<String> expected = IntStream.rangeClosed(1, 10).mapToObj(i -> "API" + i).toList();
    assertThat(rows().stream().map(row -> row.group(1))).containsExactlyElementsOf(expected);
  }

  @Test
  void everyTestThatItNamesExists() {
    Set<String> existing = testClasses();
    for (MatchResult row : rows()) {
      List<String> named =
          TEST_CLASS.matcher(row.group(2)).results().map(found -> found.group(1)).toList();
      assertThat(named).as(row.group(1)).isNotEmpty().isSubsetOf(existing);
    }
  }

  private static List<MatchResult> rows() {
    try {
      String readme = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
      return ROW.matcher(readme).results().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Set<String> testClasses() {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toSet());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
