package io.sequences.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A copy of a server's files while it works, by the calls that pg_basebackup, operators and
 * snapshots of volumes rest upon.
 */
final class BaseBackup {

  private static final String CONTROL_FILE = "global/pg_control";

  /** What a copy must not have, or gets at the end. */
  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "epg-lock", "pg_wal", CONTROL_FILE);

  private BaseBackup() {}

  /**
   * Copies the files.
   *
   * @param superuser of the server; the backup is this session's
   * @param beforeStop runs when the tables are copied, and the backup has not ended
   */
  static void take(Connection superuser, Path from, Path to, Runnable beforeStop)
      throws IOException, SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute("select pg_backup_start('rehearsal', true)");
      copy(from, to, LEFT_OUT);
      beforeStop.run();
      // The worst case: the control file names a checkpoint that the copied files are older than.
      // From where the log is needed then, only the label says.
      statement.execute("checkpoint");
      Files.copy(from.resolve(CONTROL_FILE), to.resolve(CONTROL_FILE));
      try (ResultSet row =
          statement.executeQuery("select labelfile, spcmapfile from pg_backup_stop(false)")) {
        row.next();
        Files.writeString(to.resolve("backup_label"), row.getString(1));
        if (!row.getString(2).isEmpty()) {
          throw new IllegalStateException("There are tablespaces, which this copy does not have.");
        }
      }
      // The log since the start, which brings the copied files to one moment.
      copy(from.resolve("pg_wal"), to.resolve("pg_wal"), Set.of());
    }
  }

  private static void copy(Path from, Path to, Set<String> leftOut) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (leftOut.contains(from.relativize(folder).toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(
                to.resolve(from.relativize(folder)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!leftOut.contains(from.relativize(file).toString())) {
              try {
                Files.copy(file, to.resolve(from.relativize(file)));
              } catch (NoSuchFileException gone) {
                // The server works on; what it has deleted meanwhile, the log deletes again.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }
}
