package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.access.Caller;
import io.sequences.database.Organisations;
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
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many pages of sequences a second go over HTTP, beside the same SQL in a loop that throws the
 * rows away: as the service runs it, and as the owner of the tables would, whom the wall between
 * organisations costs nothing. Client and service share this JVM, which is first given the time to
 * compile both. Asserts nothing about time. Runs by {@code ./mvnw test -Pbench -Dtest=PageBench}.
 */
@QuarkusTest
@Tag("bench")
class PageBench {

  private static final int CLIENTS = 8;
  private static final int TURNS = 3;
  private static final long WARM_UP = TimeUnit.SECONDS.toNanos(40);
  private static final long MEASURED = TimeUnit.SECONDS.toNanos(10);

  /** All attributes, figures among them, and no linkage: one statement. */
  static final String FIGURES =
      "fields%5Bsequence%5D="
          + String.join(",", Statements.type("sequences").attributes().keySet());

  @Inject Organisations organisations;
  @Inject Vertx vertx;

  @ConfigProperty(name = "quarkus.datasource.reactive.url")
  String database;

  @TestHTTPResource URI service;

  @Test
  void pageOverHttpAndItsSqlAlone() throws Exception {
    String organisation = "ledger-http";
    Api ada = LedgerLoad.load(organisation, 1_000, 100_000);
    Db.rows("vacuum analyze");
    Caller caller = Statements.caller(Db.org(organisation), Db.user(organisation, "ada"));
    Sql sql = Statements.WRITER.page(Statements.plan("sequences", FIGURES, caller));
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
    Pool owner = ofTheOwner();
    Supplier<Future<?>> open = () -> owner.preparedQuery(sql.text()).execute(sql.parameters());
    Supplier<Future<?>> guarded =
        () ->
            organisations.readOnce(
                caller.orgId(),
                connection -> connection.preparedQuery(sql.text()).execute(sql.parameters()));
    BenchTable table = new BenchTable("http", "page of 50, all figures in it", "a second");
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
    table.row("the SQL alone, as the owner of the tables", BenchTable.median(unguarded));
    table.row("the SQL alone, as the service", BenchTable.median(alone));
    table.row("over HTTP", BenchTable.median(served));
    table.print();
    owner.close();
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
