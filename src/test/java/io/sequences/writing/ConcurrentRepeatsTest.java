package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.Resources;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same request, with the same key, several times at once. */
@QuarkusTest
class ConcurrentRepeatsTest {

  private static final String ORG = "concurrent-repeats";
  private static final int KEYS = 60;

  private final Api ada = Api.of(ORG, "ada");
  private final Keyed keyed = Keyed.by(ada);
  private final String key = UUID.randomUUID().toString();
  private final ExecutorService clients = Executors.newFixedThreadPool(16);

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  @Test
  void aTwinIsToldAtOnceThatTheFirstIsAtWork() throws Exception {
    long id = ada.createSequence("\"name\":\"s\"");
    String path = "/sequences/" + id + "/actions/lock";
    Future<ValidatableResponse> first;
    try (Connection other = Db.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select 1 from sequence where id = " + id + " for update");
      Keyed bob = Keyed.by(Api.of(ORG, "bob"));
      bob.create(UUID.randomUUID().toString(), "s").statusCode(201);
      // It waits for a second.
      first = clients.submit(() -> keyed.post(key, path, null));
      await().pollInterval(Duration.ofMillis(10)).until(() -> isAnybodyHeldUpBy(id));
      Refusal.of(keyed.post(key, path, null), 409)
          .is("idempotencyConflict")
          .header("Idempotency-Key");
      // Neither other keys nor other callers wait for it.
      keyed.create(UUID.randomUUID().toString(), "s").statusCode(201);
      bob.create(key, "s").statusCode(201);
      other.rollback();
    }
    first.get().statusCode(200);
    RepeatedRequestsTest.assertReplays(keyed.post(key, path, null), first.get());
  }

  private static boolean isAnybodyHeldUpBy(long sequence) {
    return Db.number(
            "select count(*) from pg_stat_activity a, pg_stat_activity b"
                + " where b.pid = any (pg_blocking_pids(a.pid)) and b.query like ?",
            "%from sequence where id = " + sequence + " for update")
        > 0;
  }

  @Test
  void aFirstThatFailsFreesTheKey() throws Exception {
    long id = ada.createSequence("\"name\":\"s\"");
    String path = "/sequences/" + id + "/actions/lock";
    try (Connection other = Db.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select 1 from sequence where id = " + id + " for update");
      Refusal.of(keyed.post(key, path, null), 503).is("overloaded");
      other.rollback();
    }
    ValidatableResponse second = keyed.post(key, path, null).statusCode(200);
    assertThat(second.extract().header("Idempotent-Replayed")).isNull();
  }

  @Test
  void ofEachRequestHoweverOftenItIsSentThereIsOneResource() throws Exception {
    Random random = new Random(17);
    List<Callable<ValidatableResponse>> sent = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      String name = "r" + i;
      int times = 2 + random.nextInt(4);
      sent.addAll(Collections.nCopies(times, () -> keyed.create(key + name, name)));
    }
    // Mixed, but near each other, so that twins meet.
    for (int i = 0; i + 8 <= sent.size(); i += 4) {
      Collections.shuffle(sent.subList(i, i + 8), random);
    }
    ada.token();
    Map<String, Set<String>> bodies = new HashMap<>();
    for (Future<ValidatableResponse> each : clients.invokeAll(sent)) {
      ValidatableResponse answer = each.get();
      if (answer.extract().statusCode() == 201) {
        String name = Json.attributes(answer).path("name").textValue();
        bodies.computeIfAbsent(name, any -> new HashSet<>()).add(answer.extract().asString());
      } else {
        Refusal.of(answer, 409).is("idempotencyConflict");
      }
    }
    assertThat(bodies).hasSize(KEYS);
    for (Map.Entry<String, Set<String>> each : bodies.entrySet()) {
      assertThat(each.getValue()).as(each.getKey()).hasSize(1);
      ValidatableResponse again = keyed.create(key + each.getKey(), each.getKey());
      assertThat(each.getValue()).containsOnly(again.extract().asString());
      String path = "/sequences?filter[name]=" + each.getKey();
      assertThat(Resources.ids(ada, path)).hasSize(1);
    }
  }
}
