package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.access.Caller;
import io.sequences.database.Organisations;
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
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many reads of sequences a second go over HTTP, beside the same SQL in a loop that throws the
 * rows away: as the service runs it, and as the owner of the tables would, whom the wall between
 * organisations costs nothing. The difference of the two is what the wall costs, told as a part of
 * what the whole read takes. Client and service share this JVM, which is first given the time to
 * compile both. Asserts nothing about time. Runs by {@code ./mvnw test -Pbench -Dtest=PageBench}.
 */
@QuarkusTest
@Tag("bench")
class PageBench {

  private static final int CLIENTS = 8;
  private static final int FEWEST_BYTES = 500;
  private static final int TURNS = 5;
  private static final long WARM_UP = TimeUnit.SECONDS.toNanos(20);
  private static final long MEASURED = TimeUnit.SECONDS.toNanos(5);

  /** All attributes, figures among them, and no linkage: one statement. */
  static final String FIGURES =
      "fields%5Bsequence%5D="
          + String.join(",", Statements.type("sequences").attributes().keySet());

  private static final String NAMES = "fields%5Bsequence%5D=name";

  @Inject Organisations organisations;
  @Inject Vertx vertx;

  @ConfigProperty(name = "quarkus.datasource.reactive.url")
  String database;

  @TestHTTPResource URI service;

  private HttpClient http;
  private Pool owner;
  private Caller caller;
  private String token;

  @Test
  void readsOverHttpAndTheirSqlAlone() throws Exception {
    String organisation = "ledger-http";
    token = LedgerLoad.load(organisation, 1_000, 100_000).token();
    Db.rows("vacuum analyze");
    caller = Statements.caller(Db.org(organisation), Db.user(organisation, "ada"));
    long one = Db.number("select min(id) from sequence where org_id = ?", caller.orgId());
    http =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CLIENTS));
    owner = ofTheOwner();
    BenchTable table =
        new BenchTable(
            "http",
            "a second",
            "SQL, as the owner of the tables",
            "SQL, as the service",
            "over HTTP",
            "the wall's part of it, %");
    measure(
        "page of 50, all figures in it",
        "/sequences?" + FIGURES,
        Statements.WRITER.page(Statements.plan("sequences", FIGURES, caller)),
        table);
    measure(
        "page of 50, names",
        "/sequences?" + NAMES,
        Statements.WRITER.page(Statements.plan("sequences", NAMES, caller)),
        table);
    measure(
        "one, with all attributes",
        "/sequences/" + one + "?" + FIGURES,
        Statements.one(one, FIGURES, caller),
        table);
    table.print();
    owner.close();
  }

  private void measure(String read, String path, Sql sql, BenchTable table) throws Exception {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(service.getHost())
            .setPort(service.getPort())
            .setURI("/api/v2" + path)
            .putHeader("Authorization", "Bearer " + token);
    Supplier<Future<?>> overHttp =
        () -> http.request(request).compose(sent -> sent.send()).compose(PageBench::readToEnd);
    Supplier<Future<?>> open = () -> owner.preparedQuery(sql.text()).execute(sql.parameters());
    Supplier<Future<?>> guarded =
        () ->
            organisations.readOnce(
                caller.orgId(),
                connection -> connection.preparedQuery(sql.text()).execute(sql.parameters()));
    rate(open, WARM_UP);
    rate(guarded, WARM_UP);
    rate(overHttp, WARM_UP);
    List<Double> unguarded = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    List<Double> served = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      unguarded.add(rate(open, MEASURED));
      alone.add(rate(guarded, MEASURED));
      served.add(rate(overHttp, MEASURED));
    }
    double wall = 1 / BenchTable.median(alone) - 1 / BenchTable.median(unguarded);
    double whole = BenchTable.median(served);
    table.row(
        read, BenchTable.median(unguarded), BenchTable.median(alone), whole, 100 * wall * whole);
  }

  /** Throws the bytes away, as the SQL's rows are; a client that keeps them costs as much again. */
  private static Future<Void> readToEnd(HttpClientResponse response) {
    assertThat(response.statusCode()).isEqualTo(200);
    AtomicLong bytes = new AtomicLong();
    response.handler(chunk -> bytes.addAndGet(chunk.length()));
    return response.end().onSuccess(end -> assertThat(bytes.get()).isGreaterThan(FEWEST_BYTES));
  }

  /** A pool like the service's, but for the role. */
  private Pool ofTheOwner() {
    PgConnectOptions server =
        PgConnectOptions.fromUri(database)
            .setUser("postgres")
            .setPassword("postgres")
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheSqlLimit(64 * 1024);
    return PgBuilder.pool()
        .connectingTo(server)
        .with(new io.vertx.sqlclient.PoolOptions().setMaxSize(20))
        .using(vertx)
        .build();
  }

  /** How often a second it is done by {@link #CLIENTS} at once. */
  private double rate(Supplier<Future<?>> work, long nanos) throws Exception {
    long start = System.nanoTime();
    List<Future<Long>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Promise<Long> done = Promise.promise();
      repeat(work, start + nanos, 0, done);
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
