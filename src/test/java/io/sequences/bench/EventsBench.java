package io.sequences.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.BenchTable;
import io.sequences.support.Db;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many mailing events a second go through HTTP as NDJSON, in the order in which they would
 * happen, and what memory that takes. Client and service share this JVM, and the database the
 * machine. Prints a table, and writes it to {@code target}. Asserts nothing about time. {@code
 * -Dbench.events.mailings=…} sets the size, with five events a mailing; {@code
 * -Dbench.events.streams=…} the number of streams that send them at once.
 */
@QuarkusTest
@Tag("bench")
class EventsBench {

  private static final String ORGANISATION = "events bench";
  private static final int SEQUENCES = 200;
  private static final int MAILINGS = Integer.getInteger("bench.events.mailings", 200_000);
  private static final int STREAMS = Integer.getInteger("bench.events.streams", 1);
  private static final long MIB = 1024 * 1024;

  private final Api ada = Api.of(ORGANISATION, "ada");
  private final HttpClient http = HttpClient.newHttpClient();

  @TestHTTPResource("/api/v2/mailingEvents")
  private URI address;

  /**
   * A quarter as many prospects as mailings, each in one sequence, with a mailing for each of its
   * steps.
   */
  private static final String LOAD =
      """
      insert into sequence (org_id, name, ruleset_id, enabled_at)
      select ORG, 'Sequence ' || n, (select id from ruleset where org_id = ORG), now()
      from generate_series(1, SEQUENCES) n;

      insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds)
      select ORG, s.id, n, 'auto_email', 86400 from sequence s, generate_series(1, 4) n where s.org_id = ORG;

      insert into prospect (org_id, first_name, last_name, emails, company)
      select ORG, 'First ' || n, 'Last ' || n, array['p' || n || '@example.com'], 'Company ' || n % 997
      from generate_series(1, MAILINGS / 4) n;

      insert into sequence_state (org_id, sequence_id, prospect_id, state, active_at, admitted_at)
      select ORG, s.first + p.id % SEQUENCES, p.id, 'active', now(), now()
      from (select min(id) as first from sequence where org_id = ORG) s, prospect p where p.org_id = ORG;

      insert into mailing (org_id, sequence_id, sequence_state_id, sequence_step_id, prospect_id, subject, body_text,
        message_id)
      select ORG, u.sequence_id, u.id, t.id, u.prospect_id, 'Subject ' || t.ordinal, repeat('Some words. ', 40),
        '<' || u.id || '.' || t.ordinal || '@example.com>'
      from sequence_step t join sequence_state u on u.org_id = ORG and u.sequence_id = t.sequence_id
      where t.org_id = ORG order by t.ordinal, u.id;
      """;

  /** Five events a mailing: sent, delivered or bounced, then what recipients do within a day. */
  private static final String EVENTS =
      """
      select '{"mailing":' || m.id || ',"event":"' || k.kind || '","occurredAt":"'
        || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"' || k.more || '}'
      from (select id, row_number() over (order by id) as n from mailing where org_id = ORG) m
      cross join lateral (values
        ('scheduled', 0.0, ''),
        (case when n % 50 = 0 then 'bounced' else 'delivered' end, 0.01,
          case when n % 50 = 0 then ',"reason":"550 5.1.1 No such user"' else '' end),
        ('opened', 24 * random(), ''),
        (case when n % 3 = 0 then 'clicked' else 'opened' end, 24 * random(), ''),
        (case when n % 50 = 1 then 'replied' when n % 200 = 2 then 'unsubscribed' else 'opened' end, 24 * random(),
          case when n % 50 = 1 then ',"sentiment":"positive"' when n % 4 = 3 then ',"bot":true' else '' end)
      ) k (kind, hours, more)
      cross join lateral (select timestamptz '2026-03-01T08:00:00Z' + n * interval '200 milliseconds'
        + k.hours * interval '1 hour' as at) happened
      order by at
      """;

  private void load() {
    ada.get("/sequences?page[size]=1").statusCode(200);
    for (String statement : LOAD.split(";\n", -1)) {
      if (!statement.isBlank()) {
        Db.rows(filled(statement));
      }
    }
    Db.rows("vacuum analyze");
  }

  private static String filled(String statement) {
    return statement
        .replace("ORG", Long.toString(Db.org(ORGANISATION)))
        .replace("SEQUENCES", Integer.toString(SEQUENCES))
        .replace("MAILINGS", Integer.toString(MAILINGS));
  }

  /** Writes the events into files, each every n-th one, so that the client takes no memory. */
  private static List<Path> writeEvents() throws IOException, SQLException {
    List<Path> files = new ArrayList<>();
    List<BufferedWriter> writers = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      files.add(Path.of("target", "events-bench-" + i + ".ndjson"));
      writers.add(Files.newBufferedWriter(files.get(i)));
    }
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(1_000);
      try (ResultSet rows = statement.executeQuery(filled(EVENTS))) {
        for (int i = 0; rows.next(); i++) {
          writers.get(i / 1_000 % STREAMS).write(rows.getString(1) + "\n");
        }
      }
    }
    for (BufferedWriter writer : writers) {
      writer.close();
    }
    return files;
  }

  @Test
  void events() throws Exception {
    load();
    List<Path> files = writeEvents();
    BenchTable table =
        new BenchTable(
            "events",
            "events",
            "streams",
            "events/s",
            "of them new",
            "CPU of client and service, µs an event",
            "CPU of the database, µs an event",
            "heap before, MiB",
            "most while it ran",
            "after");
    for (String pass : List.of("first time", "sent again")) {
      run(files, pass, table);
    }
    table.print();
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private void run(List<Path> files, String pass, BenchTable table) throws Exception {
    long before = liveHeap();
    long most = 0;
    long cpu = -processCpu();
    long databaseCpu = -databaseCpu();
    long start = System.nanoTime();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (Path file : files) {
      answers.add(http.sendAsync(request(file), BodyHandlers.ofString()));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    while (!all.isDone()) {
      try {
        all.get(5, TimeUnit.SECONDS);
      } catch (TimeoutException stillRunning) {
        most = Math.max(most, liveHeap());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    cpu += processCpu();
    databaseCpu += databaseCpu();
    long applied = 0;
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(200);
      assertThat(answer.join().body()).contains("\"unknown\":0,\"refused\":0");
      applied += Long.parseLong(answer.join().body().replaceAll(".*\"applied\":(\\d+).*", "$1"));
    }
    table.row(
        "%,d, %s, fsync %s".formatted(5 * MAILINGS, pass, Db.rows("show fsync").get(0)),
        STREAMS,
        5 * MAILINGS / seconds,
        (double) applied,
        cpu / 1e3 / (5.0 * MAILINGS),
        databaseCpu * 1e4 / (5.0 * MAILINGS),
        (double) before / MIB,
        (double) most / MIB,
        (double) liveHeap() / MIB);
  }

  private HttpRequest request(Path file) throws IOException {
    return HttpRequest.newBuilder(address)
        .header("Authorization", "Bearer " + ada.token())
        .header("Content-Type", "application/x-ndjson")
        .POST(BodyPublishers.ofFile(file))
        .build();
  }

  /** In nanoseconds. */
  private static long processCpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Of all connections that are open, in hundredths of a second: those of the pool stay. */
  private static long databaseCpu() {
    return Db.number(
        "select sum(split_part(s, ' ', 14)::bigint + split_part(s, ' ', 15)::bigint)"
            + " from pg_stat_activity a, pg_read_file('/proc/' || a.pid || '/stat', 0, 1000, true) s"
            + " where a.backend_type = 'client backend'");
  }

  /** What is reachable, in bytes, of client and service together. */
  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
