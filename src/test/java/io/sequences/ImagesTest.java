package io.sequences;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.support.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the images without building them. */
class ImagesTest {

  private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)(?:--\\S+ )*(.+) \\S+$");

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void copiesWhatTheContextHasAndNothingElseIsThere(String name) throws IOException {
    List<String> ignore = Files.readAllLines(Path.of(".dockerignore"));
    List<String> allowed =
        ignore.stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    List<String> sources =
        COPY.matcher(Files.readString(Path.of("deploy", name)))
            .results()
            .flatMap(copy -> Stream.of(copy.group(1).split(" ")))
            .toList();
    assertThat(ignore).contains("*");
    assertThat(sources)
        .isNotEmpty()
        .allSatisfy(
            source -> assertThat(allowed).anyMatch(each -> (source + "/").startsWith(each + "/")));
    assertThat(sources)
        .filteredOn(source -> !source.startsWith("target/"))
        .allSatisfy(source -> assertThat(Path.of(source)).exists());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void runsTheServiceItselfAndNotAsRoot(String name) throws IOException {
    String text = Files.readString(Path.of("deploy", name));
    String last = text.substring(text.lastIndexOf("\nFROM "));
    assertThat(last).containsPattern("(?m)^USER [1-9]\\d*$").contains("\nEXPOSE 8080\n");
    MatchResult entrypoint =
        Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$")
            .matcher(last)
            .results()
            .findFirst()
            .orElseThrow();
    assertThat(Json.parse(entrypoint.group(1)).isArray()).isTrue();
    assertThat(last).doesNotContainPattern("(?m)^(RUN|CMD) ");
  }

  @Test
  void startsFromTheArchiveThatItsBuildHasMade() throws IOException {
    String text = Files.readString(Path.of("deploy", "Dockerfile.jvm"));
    List<String> images =
        Pattern.compile("(?m)^FROM (\\S+)").matcher(text).results().map(m -> m.group(1)).toList();
    assertThat(images).hasSize(2);
    // An archive counts for the Java that has made it.
    assertThat(images.get(0)).isEqualTo(images.get(1));
    assertThat(text)
        .contains("-XX:AOTCacheOutput=sequences.aot", "COPY --from=trained /app/sequences.aot ./")
        .contains("\"-XX:AOTCache=sequences.aot\"");
  }
}
