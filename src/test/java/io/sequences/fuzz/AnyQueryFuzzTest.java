package io.sequences.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.OpenApi;
import io.sequences.support.WhatLeaves;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * S3: names and values of filter, sort, include, fields and page, a million of them under the
 * profile {@code fuzz}: every collection answers or refuses, and none fails. A run follows from its
 * seed, which is printed: {@code -Dfuzz.seed=…} repeats it.
 */
@QuarkusTest
class AnyQueryFuzzTest {

  private static final int REQUESTS = System.getenv("JAZZER_FUZZ") == null ? 4_000 : 1_000_000;
  private static final int CLIENTS = 16;

  @Inject Vertx vertx;
  @TestHTTPResource URI service;

  private final long seed = Long.getLong("fuzz.seed", new Random().nextInt(1_000_000_000));
  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
  private List<DescribedOperation> collections;
  private List<String> ids;
  private String token;
  private HttpClient http;

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void whateverACollectionIsAskedItAnswersOrRefuses() throws Exception {
    List<DescribedOperation> operations = DescribedOperation.of(OpenApi.fetch());
    Estate estate = new Estate("fuzz-queries", "ada", operations);
    collections = operations.stream().filter(DescribedOperation::lists).toList();
    ids = List.copyOf(estate.ids().values());
    token = estate.owner.token();
    http =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CLIENTS));
    System.out.println("-Dfuzz.seed=" + seed);
    List<Future<Void>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Promise<Void> done = Promise.promise();
      vertx.runOnContext(begin -> ask(done));
      clients.add(done.future());
    }
    Future.all(clients).toCompletionStage().toCompletableFuture().get(2, TimeUnit.HOURS);
    System.out.println(REQUESTS + " queries, by status " + statuses);
    // Queries that are never in order, or always, would prove little.
    assertThat(statuses).containsKeys(200, 422);
  }

  private void ask(Promise<Void> done) {
    int number = next.getAndIncrement();
    if (number >= REQUESTS) {
      done.complete();
      return;
    }
    Chance chance = new Chance(seed, number);
    DescribedOperation operation = collections.get(number % collections.size());
    String query = asSent(new HostileQuery(chance, operation, ids).make());
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(service.getHost())
            .setPort(service.getPort())
            .setURI(operation.address() + query)
            .putHeader("Authorization", "Bearer " + token);
    http.request(request)
        .compose(sent -> sent.send())
        .compose(answer -> answer.body().map(body -> checked(answer.statusCode(), body)))
        .onSuccess(
            status -> {
              statuses.merge(status, 1, Integer::sum);
              ask(done);
            })
        .onFailure(
            failure ->
                done.tryFail(
                    new AssertionError(
                        "Query %d of -Dfuzz.seed=%d: %s%s"
                            .formatted(number, seed, operation.address(), query),
                        failure)));
  }

  private static int checked(int status, Buffer body) {
    assertThat(status).isBetween(200, 499);
    WhatLeaves.assertHarmless(body.toString());
    return status;
  }

  /** What a client library refuses to send is sent percent-encoded. */
  private static String asSent(String query) {
    StringBuilder sent = new StringBuilder();
    for (byte b : query.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      sent.append(c > ' ' && c < 0x7f ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return sent.toString();
  }
}
