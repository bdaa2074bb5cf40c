package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.access.Caller;
import io.sequences.support.Api;
import io.sequences.support.BenchTable;
import io.sequences.support.Db;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What figures cost by the number of mailings behind them, beside counting the mailings themselves.
 * All sizes lie in one database, each in an organisation of its own, and are measured in turns.
 * Asserts nothing about time. Runs by {@code ./mvnw test -Pbench -Dtest=LedgerBench}; {@code
 * -Dbench.sizes=100000,1000000} chooses the sizes.
 */
@QuarkusTest
@Tag("bench")
class LedgerBench {

  private static final List<Long> SIZES =
      Arrays.stream(System.getProperty("bench.sizes", "100000,1000000,10000000").split(",", -1))
          .map(Long::valueOf)
          .toList();
  private static final int SEQUENCES = 1_000;
  private static final int MANY_SEQUENCES = 10_000;
  private static final int STEPS = 4;
  private static final int CHUNK = 250_000;
  private static final int ROUNDS = 200;
  private static final int RAW_ROUNDS = 5;
  private static final int CLIENTS = 8;
  private static final long MEASURED = TimeUnit.SECONDS.toNanos(8);

  /** All attributes, figures among them, and no linkage: one statement. */
  private static final String FIGURES =
      "fields%5Bsequence%5D="
          + String.join(",", Statements.type("sequences").attributes().keySet());

  private static final String BUSIEST = "sort=-deliverCount&" + FIGURES;

  private static final String RAW =
      """
      select sequence_id, count(scheduled_at), count(delivered_at) as delivered, count(bounced_at),
        count(failed_at), count(opened_at), count(clicked_at), count(replied_at),
        count(unsubscribed_at), count(distinct prospect_id) filter (where delivered_at is not null)
      from mailing where org_id = %d group by sequence_id order by delivered desc limit 50
      """;

  @Inject Pool pool;
  @Inject Vertx vertx;
  @TestHTTPResource URI service;

  @Test
  void figuresBySize() {
    BenchTable table =
        new BenchTable(
            "ledger",
            "mailings",
            "50 busiest, ms",
            "one sequence, ms",
            "sorted by deliverCount, name only, ms",
            "raw aggregation, ms");
    SIZES.forEach(size -> load(organisation(size), SEQUENCES, size));
    Db.rows("vacuum analyze");
    List<List<Double>> medians = new ArrayList<>();
    for (String query :
        List.of(
            BUSIEST,
            FIGURES + "&page%5Bsize%5D=1",
            "sort=-deliverCount&fields%5Bsequence%5D=name")) {
      medians.add(inTurns(SIZES.stream().map(size -> page(organisation(size), query)).toList()));
    }
    for (int i = 0; i < SIZES.size(); i++) {
      Sql raw = new Sql().add(RAW.formatted(Db.org(organisation(SIZES.get(i)))));
      table.row(
          "%,d".formatted(SIZES.get(i)),
          medians.get(0).get(i),
          medians.get(1).get(i),
          medians.get(2).get(i),
          median(RAW_ROUNDS, raw));
    }
    table.print();
  }

  @Test
  void sortingByFigureAndByAttribute() {
    String organisation = "ledger-sorting";
    load(organisation, MANY_SEQUENCES, MANY_SEQUENCES * STEPS * 2L);
    Db.rows("vacuum analyze");
    String name = "&fields%5Bsequence%5D=name";
    List<Double> medians =
        inTurns(
            List.of(
                page(organisation, "sort=description" + name),
                page(organisation, "sort=deliverCount" + name)));
    BenchTable table = new BenchTable("sorting", "10,000 sequences sorted by", "page of 50, ms");
    table.row("description, which has no index", medians.get(0));
    table.row("deliverCount", medians.get(1));
    table.print();
  }

  @Test
  void pageOverHttpAndItsSqlAlone() throws Exception {
    String organisation = "ledger-http";
    Api ada = load(organisation, SEQUENCES, 100_000);
    Db.rows("vacuum analyze");
    Sql sql = page(organisation, FIGURES);
    HttpClient http =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CLIENTS));
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(service.getHost())
            .setPort(service.getPort())
            .setURI("/api/v2/sequences?" + FIGURES)
            .putHeader("Authorization", "Bearer " + ada.token());
    Supplier<Future<?>> overHttp =
        () ->
            http.request(request)
                .compose(sent -> sent.send())
                .compose(HttpClientResponse::body)
                .onSuccess(body -> assertThat(body.getString(0, 10)).isEqualTo("{\"data\":[{"));
    Supplier<Future<?>> bare = () -> pool.preparedQuery(sql.text()).execute(sql.parameters());
    BenchTable table = new BenchTable("http", "page of 50, all figures in it", "a second");
    rate(bare);
    rate(overHttp);
    table.row("the SQL alone, rows thrown away", rate(bare));
    table.row("over HTTP", rate(overHttp));
    table.print();
  }

  private static String organisation(long size) {
    return "ledger-" + size;
  }

  private Api load(String organisation, int sequences, long mailings) {
    Api ada = Api.of(organisation, "ada");
    ada.get("/sequences?page[size]=1").statusCode(200);
    long org = Db.org(organisation);
    Db.rows(
        "insert into sequence (org_id, name, description, ruleset_id, creator_id) select ?,"
            + " 'Sequence ' || n, md5(n::text), (select id from ruleset where org_id = ?), (select"
            + " id from app_user where org_id = ?) from generate_series(1, ?) n",
        org,
        org,
        org,
        sequences);
    Db.rows(
        "insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds)"
            + " select org_id, id, n, 'auto_email', 86400 from sequence, generate_series(1, ?) n"
            + " where org_id = ?",
        STEPS,
        org);
    Db.rows("analyze sequence, sequence_step");
    Db.rows(
        "insert into prospect (org_id, first_name) select ?, 'P' || n from generate_series(1, ?) n",
        org,
        mailings / STEPS);
    for (long from = 0; from < mailings; from += CHUNK) {
      loadChunk(org, sequences, from, Math.min(from + CHUNK, mailings) - 1);
    }
    while (Db.number("select fold_mailing_deltas(10000)") > 0) {
      // Until everything is folded, as it is in a service that has run for a while.
    }
    return ada;
  }

  /** Each prospect gets a mailing of each step of one sequence, one a day. */
  private static void loadChunk(long org, int sequences, long from, long to) {
    Db.rows(
        """
        insert into mailing (org_id, sequence_id, sequence_step_id, prospect_id, scheduled_at,
          delivered_at, opened_at, replied_at, state)
        select ?, p.sequence_id, p.id, f.prospect + n / ?, d, d, case when n % 3 = 0 then d end,
          case when n % 20 = 0 then d end, 'delivered'
        from generate_series(?, ?) n
        cross join (select min(id) as prospect from prospect where org_id = ?) f
        cross join (select min(id) as sequence from sequence where org_id = ?) s
        join sequence_step p on p.org_id = ? and p.sequence_id = s.sequence + n / ? % ?
          and p.ordinal = n % ? + 1
        cross join lateral (select now() - (n % 100) * interval '1 day' as d) moment
        """,
        org, STEPS, from, to, org, org, org, STEPS, sequences, STEPS);
  }

  private static Sql page(String organisation, String query) {
    Caller caller = Statements.caller(Db.org(organisation), Db.user(organisation, "ada"));
    return Statements.WRITER.page(Statements.plan("sequences", query, caller));
  }

  /** The median of each statement, in milliseconds, the statements taking turns. */
  private List<Double> inTurns(List<Sql> statements) {
    List<List<Double>> times = new ArrayList<>();
    statements.forEach(each -> times.add(new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < statements.size(); i++) {
        times.get(i).add(time(statements.get(i)));
      }
    }
    return times.stream().map(LedgerBench::median).toList();
  }

  private double median(int rounds, Sql sql) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      times.add(time(sql));
    }
    return median(times);
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
  }

  /** Over the plain client, which has no limit on how long a statement takes. */
  private double time(Sql sql) {
    long start = System.nanoTime();
    pool.withTransaction(
            connection ->
                connection
                    .query("set local statement_timeout = 0")
                    .execute()
                    .compose(
                        unlimited ->
                            connection.preparedQuery(sql.text()).execute(sql.parameters())))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    return (System.nanoTime() - start) / 1e6;
  }

  /** How often a second it is done by {@link #CLIENTS} at once. */
  private double rate(Supplier<Future<?>> work) throws Exception {
    long start = System.nanoTime();
    List<Future<Long>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Promise<Long> done = Promise.promise();
      repeat(work, start + MEASURED, 0, done);
      clients.add(done.future());
    }
    long times = 0;
    for (Future<Long> client : clients) {
      times += client.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
    return times / ((System.nanoTime() - start) / 1e9);
  }

  private static void repeat(Supplier<Future<?>> work, long end, long done, Promise<Long> promise) {
    if (System.nanoTime() > end) {
      promise.complete(done);
      return;
    }
    work.get().onSuccess(result -> repeat(work, end, done + 1, promise)).onFailure(promise::fail);
  }
}
