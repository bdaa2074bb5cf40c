package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.sequences.support.BenchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory that the package takes for exports of ever more mailings, each by a service of its
 * own, with a client in another process: the most that was resident, and the most of the heap that
 * was left in use by a collection of garbage. Needs the package, and Linux. Runs by {@code ./mvnw
 * package -DskipTests && ./mvnw test -Pbench -Dtest=ExportMemoryBench}.
 */
@Tag("bench")
class ExportMemoryBench {

  private static final List<Long> SIZES = List.of(0L, 10_000L, 100_000L, 1_000_000L);
  private static final Map<String, String> FORMATS =
      Map.of("lines", "application/x-ndjson", "table", "text/csv");
  private static final String HEAP = "-Xmx96m";
  private static final long CHUNK = 100_000;
  private static final int SEQUENCES = 100;
  private static final double MEBIBYTE = 1024.0 * 1024;

  private static final Pattern LEFT_IN_USE = Pattern.compile("->(\\d+)M\\(");

  private static final String PARENTS =
      """
      insert into sequence (org_id, name, ruleset_id)
        select org_id, 'Sequence ' || n, id from ruleset, generate_series(1, %d) n;
      insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds)
        select org_id, id, 1, 'auto_email', 86400 from sequence
      """
          .formatted(SEQUENCES);

  private static final String MAILINGS =
      """
      with people as (
        insert into prospect (org_id, first_name)
        select org_id, 'P' || n from ruleset, generate_series(%d, %d) n returning org_id, id)
      insert into mailing (org_id, sequence_id, sequence_step_id, prospect_id, subject,
        scheduled_at, delivered_at, state)
      select p.org_id, s.sequence_id, s.id, p.id, 'Twelve minutes a route', now(), now(), 'delivered'
      from people p cross join lateral (
        select sequence_id, id from sequence_step offset p.id %% %d limit 1) s
      """;

  @TempDir private Path folder;

  private Map<String, String> settings;
  private String token;

  @Test
  void memory() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    token = PackagedService.token(keys.getPrivate(), "any");
    BenchTable table =
        new BenchTable(
            "export-memory",
            "export",
            "MiB sent",
            "rows/s",
            "most MiB resident",
            "most MiB of heap after a collection");
    try (Database database = new Database(folder)) {
      settings = Database.settings(database.port());
      settings.put(
          "MP_JWT_VERIFY_PUBLICKEY_LOCATION", PackagedService.pem(folder, keys).toString());
      try (PackagedService first = start(folder.resolve("first.log"))) {
        assertThat(first.get("/api/v2/sequences", token).statusCode()).isEqualTo(200);
      }
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(PARENTS);
        long there = 0;
        for (long size : SIZES) {
          load(statement, there, size);
          there = size;
          for (String format : List.of("lines", "table")) {
            measure("%,d mailings, %s".formatted(size, format), format, size, table);
          }
        }
      }
    }
    table.print();
  }

  private static void load(Statement statement, long there, long wanted) throws SQLException {
    for (long from = there; from < wanted; from += CHUNK) {
      statement.execute(MAILINGS.formatted(from + 1, Math.min(from + CHUNK, wanted), SEQUENCES));
    }
    while (folded(statement) > 0) {
      // Until everything is, so that the service does not do so beside the export.
    }
    statement.execute("vacuum analyze");
  }

  private static long folded(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select fold_mailing_deltas(10000)")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void measure(String what, String format, long size, BenchTable table) throws Exception {
    Path collections = Files.createTempFile(folder, "gc", ".log");
    try (PackagedService service = start(collections)) {
      // Every service has answered something before it is asked for an export.
      assertThat(service.get("/api/v2/mailings?page[size]=1", token).statusCode()).isEqualTo(200);
      int before = Files.readAllLines(collections).size();
      long begin = System.nanoTime();
      try (Download export =
          Download.of(service, token, "/api/v2/mailings", FORMATS.get(format)).toEnd()) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(export.lines()).isBetween(size, size + 1);
        new ProcessBuilder("jcmd", Long.toString(service.process()), "GC.run").start().waitFor();
        table.row(
            what,
            export.bytes() / MEBIBYTE,
            size / seconds,
            mostResident(service.process()),
            mostInUse(Files.readAllLines(collections), before));
      }
    }
  }

  private PackagedService start(Path collections) throws IOException {
    PackagedService service =
        PackagedService.start(
            folder,
            settings,
            PackagedService.freePort(),
            Path.of(System.getProperty("java.home")),
            List.of(HEAP, "-Xlog:gc:file=" + collections));
    await()
        .atMost(Installation.PATIENCE)
        .until(() -> service.status("/q/health/ready"), equalTo(200));
    return service;
  }

  private static double mostResident(long process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  private static double mostInUse(List<String> collections, int before) {
    return collections.stream()
        .skip(before)
        .flatMap(line -> LEFT_IN_USE.matcher(line).results())
        .mapToDouble(left -> Double.parseDouble(left.group(1)))
        .max()
        .orElse(Double.NaN);
  }
}
