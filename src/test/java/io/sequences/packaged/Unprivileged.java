package io.sequences.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/**
 * Runs as somebody to whom a file may be forbidden. Root may write everywhere, whatever a file
 * says, so what root starts here runs as nobody where the machine has setpriv; where it has not, it
 * stays root, and only what is written shows.
 */
final class Unprivileged {

  private static final String NOBODY = "65534";

  private Unprivileged() {}

  /** What a command begins with. */
  static List<String> prefix() {
    return isRoot() && hasSetpriv()
        ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups")
        : List.of();
  }

  /** Lets everybody read what root made for itself. */
  static void share(Path... paths) throws IOException {
    for (Path path : paths) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static boolean hasSetpriv() {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "setpriv")));
  }
}
