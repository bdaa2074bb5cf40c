package io.sequences.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One embedded PostgreSQL 18 for the life of the process. Configuration is built several times in a
 * run, by several class loaders, and again at every reload of dev mode; so the address is kept
 * where all of them find it.
 */
final class EmbeddedDatabase {

  /** The system property that has the address of the running server. */
  static final String ADDRESS = "io.sequences.dev.database";

  /** Beside the sources, so that dev keeps its data when {@code target} is cleaned. */
  private static final String DEV_FOLDER = ".dev/postgres-18";

  /** Whether commits wait for the disk, {@code on} or {@code off}. */
  private static final String DURABLE = System.getProperty("sequences.dev.fsync", "off");

  private EmbeddedDatabase() {}

  /**
   * Where the database is; starts it if it does not run.
   *
   * @param keep whether its data outlives the process
   */
  static String url(boolean keep) {
    synchronized (System.getProperties()) {
      String known = System.getProperty(ADDRESS);
      if (known == null) {
        known = "postgresql://localhost:" + start(keep) + "/postgres";
        System.setProperty(ADDRESS, known);
      }
      return known;
    }
  }

  private static int start(boolean keep) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              // Statements can be counted, which the tests of the statement budget do.
              .setServerConfig("shared_preload_libraries", "pg_stat_statements")
              // Nothing here has to outlive a power cut; a benchmark measures what production does.
              .setServerConfig("fsync", DURABLE)
              // As a server that is taken care of has them: room for the tables at work, and few
              // checkpoints.
              .setServerConfig("shared_buffers", "512MB")
              .setServerConfig("max_wal_size", "4GB")
              .setServerConfig("synchronous_commit", DURABLE)
              .setServerConfig("max_connections", "200");
      if (keep) {
        Path folder = projectFolder().resolve(DEV_FOLDER);
        Optional<Integer> running = runningPort(folder);
        if (running.isPresent()) {
          return running.get();
        }
        Files.createDirectories(folder);
        builder.setDataDirectory(folder).setCleanDataDirectory(false);
      }
      return builder.start().getPort();
    } catch (IOException failure) {
      throw new UncheckedIOException("The embedded PostgreSQL does not start", failure);
    }
  }

  /**
   * The port of a server that already works on this folder: of another dev run, or left behind by a
   * killed one.
   */
  private static Optional<Integer> runningPort(Path folder) throws IOException {
    Path pidFile = folder.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    boolean alive =
        lines.size() > 3
            && ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .map(ProcessHandle::isAlive)
                .orElse(false)
            && listens(Integer.parseInt(lines.get(3).strip()));
    if (!alive) {
      Files.deleteIfExists(pidFile);
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(lines.get(3).strip()));
  }

  /** After a crash the process of that number may be any other. */
  private static boolean listens(int port) {
    try (Socket socket = new Socket("localhost", port)) {
      return socket.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  private static Path projectFolder() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("pom.xml"))) {
        return folder;
      }
    }
    return start;
  }
}
