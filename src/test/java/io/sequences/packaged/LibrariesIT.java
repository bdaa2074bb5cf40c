package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the package brings along, and what it must not. */
class LibrariesIT {

  @Test
  void haveNoDatabaseAmongThem() throws IOException {
    Artefact built = Artefact.built();
    assumeFalse(built.isNative(), "The libraries of an executable are in it.");
    try (Stream<Path> libraries = Files.list(built.root().resolve(Path.of("lib", "main")))) {
      assertThat(libraries.map(Path::toString))
          .isNotEmpty()
          .noneMatch(name -> name.contains("zonky"));
    }
  }
}
