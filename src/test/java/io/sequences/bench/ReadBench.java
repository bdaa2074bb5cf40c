package io.sequences.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.BenchTable;
import io.sequences.support.Db;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many reads a second the service answers, and how long they take, on this machine with the
 * client and the database beside it: compare the rows of one run with each other, not with those of
 * another machine. Asserts nothing about time. Runs by {@code ./mvnw verify -Pbench}; {@code
 * -Dbench.mailings=…} sets the size.
 */
@QuarkusTest
@Tag("bench")
class ReadBench {

  private static final String ORGANISATION = "bench";
  private static final int SEQUENCES = 1_000;
  private static final long MAILINGS = Long.getLong("bench.mailings", 1_000_000);
  private static final int CLIENTS = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration MEASURED = Duration.ofSeconds(8);

  private final Api ada = Api.of(ORGANISATION, "ada");
  private final HttpClient http = HttpClient.newHttpClient();

  @TestHTTPResource private URI service;

  @BeforeEach
  void load() {
    ada.get("/sequences?page[size]=1").statusCode(200);
    long org = Db.org(ORGANISATION);
    long start = System.nanoTime();
    Db.rows(
        "insert into sequence (org_id, name, ruleset_id, creator_id) select ?, 'Sequence ' || n,"
            + " (select id from ruleset where org_id = ?), (select id from app_user where org_id ="
            + " ?) from generate_series(1, ?) n",
        org,
        org,
        org,
        SEQUENCES);
    Db.rows(
        "insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds)"
            + " select org_id, id, n, 'auto_email', 86400 from sequence, generate_series(1, 4) n"
            + " where org_id = ?",
        org);
    Db.rows(
        "insert into mailing (org_id, sequence_id, scheduled_at, delivered_at, opened_at, state)"
            + " select ?, s.first + n % ?, d, d, case when n % 3 = 0 then d end, 'delivered' from"
            + " (select min(id) as first from sequence where org_id = ?) s, generate_series(1, ?)"
            + " n, lateral (select now() - (n % 100) * interval '1 day' as d) moment",
        org, SEQUENCES, org, MAILINGS);
    while (Db.number("select fold_mailing_deltas(10000)") > 0) {
      // Until everything is folded, as it is in a service that has run for a while.
    }
    Db.rows("vacuum analyze");
    System.out.printf(
        "%,d sequences and %,d mailings loaded in %d s%n",
        SEQUENCES, MAILINGS, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
  }

  private final BenchTable table =
      new BenchTable("reads", "request", "answers/s", "p50 ms", "p99 ms");

  @Test
  void reads() throws Exception {
    measure("page of 50, all attributes", "/sequences");
    measure("page of 50, name only", "/sequences?fields%5Bsequence%5D=name");
    measure("page of 50, name and openCount", "/sequences?fields%5Bsequence%5D=name,openCount");
    measure("page of 1,000, all attributes", "/sequences?page%5Bsize%5D=1000");
    measure("page of 50 by -openCount", "/sequences?sort=-openCount");
    measure(
        "page of 50 where openCount is in a range", "/sequences?filter%5BopenCount%5D=5..10000");
    measure("page of 50, counted", "/sequences?count=true");
    measure(
        "page of 50 with owner, ruleset, steps", "/sequences?include=owner,ruleset,sequenceSteps");
    long id = Db.number("select min(id) from sequence where org_id = ?", Db.org(ORGANISATION));
    measure("one sequence", "/sequences/" + id);
    measure("page of 50 mailings of a sequence", "/mailings?filter%5Bsequence%5D%5Bid%5D=" + id);
    table.print();
  }

  private void measure(String what, String path) throws Exception {
    run(path, WARM_UP);
    List<Long> nanos = run(path, MEASURED);
    nanos.sort(null);
    table.row(
        what,
        (double) nanos.size() / MEASURED.toSeconds(),
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get(nanos.size() * 99 / 100) / 1e6);
  }

  private List<Long> run(String path, Duration duration) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/api/v2" + path))
            .header("Authorization", "Bearer " + ada.token())
            .build();
    long end = System.nanoTime() + duration.toNanos();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Callable<List<Long>>> work = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        work.add(() -> requests(request, end));
      }
      List<Long> nanos = new ArrayList<>();
      for (Future<List<Long>> client : clients.invokeAll(work)) {
        nanos.addAll(client.get());
      }
      return nanos;
    } finally {
      clients.shutdown();
    }
  }

  private List<Long> requests(HttpRequest request, long end) throws Exception {
    List<Long> nanos = new ArrayList<>();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      assertThat(http.send(request, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(200);
      nanos.add(System.nanoTime() - start);
    }
    return nanos;
  }
}
