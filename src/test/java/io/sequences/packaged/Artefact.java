package io.sequences.packaged;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What was built last, and how it is run: the package for a Java, or the native executable.
 *
 * @param isNative whether it is the executable
 * @param root the folder of the package, or that of the executable alone
 * @param file what is run
 */
record Artefact(boolean isNative, Path root, Path file) {

  private static final Path TARGET = Path.of("target");

  /** What Quarkus says that it built. */
  static Artefact built() throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(TARGET.resolve("quarkus-artifact.properties"))) {
      properties.load(reader);
    }
    Path file = TARGET.resolve(properties.getProperty("path"));
    return new Artefact(
        properties.getProperty("type").startsWith("native"), file.getParent(), file);
  }

  /**
   * The command that runs it.
   *
   * @param javaHome whose Java runs a package
   * @param options of the virtual machine, of which an executable has none
   */
  List<String> command(Path javaHome, List<String> options) {
    List<String> command = new ArrayList<>();
    if (!isNative) {
      command.add(javaHome.resolve("bin/java").toString());
      command.addAll(options);
      command.add("-jar");
    }
    command.add(file.toString());
    return command;
  }

  /** The same elsewhere, with nothing beside it that it does not need. */
  Artefact copiedTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (isNative) {
      copy(file, folder);
    } else {
      try (Stream<Path> walk = Files.walk(root)) {
        for (Path each : walk.filter(each -> !each.equals(root)).toList()) {
          copy(each, folder);
        }
      }
    }
    return new Artefact(isNative, folder, folder.resolve(file.getFileName()));
  }

  private void copy(Path each, Path folder) throws IOException {
    Files.copy(
        each, folder.resolve(root.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
  }
}
