package io.sequences.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sequences.support.Api;
import io.sequences.support.Sizes;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R1: a create with a key that is sent several times, partly at once, and while the service is
 * killed, makes one resource and has one answer.
 */
@Tag("faults")
class RepeatedCreatesIT {

  private static final int CLIENTS = 8;

  @TempDir private Path folder;

  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final Map<String, Set<String>> bodies = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
  private final AtomicInteger done = new AtomicInteger();

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  @Test
  void eachMakesOneResourceHoweverOftenItIsSent() throws Exception {
    try (Deployment deployment = new Deployment(folder, Map.of())) {
      long start = System.nanoTime();
      Queue<Integer> left = new ConcurrentLinkedQueue<>();
      for (int i = 0; i < Sizes.KEYED_CREATES; i++) {
        left.add(i);
      }
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        all.add(clients.submit(() -> work(deployment.sender(), left)));
      }
      for (int kill = 1; kill <= Sizes.KILLS_BETWEEN_CREATES; kill++) {
        int reached = kill * Sizes.KEYED_CREATES / (Sizes.KILLS_BETWEEN_CREATES + 1);
        await()
            .atMost(Duration.ofMinutes(10))
            .pollInterval(Duration.ofMillis(10))
            .until(() -> done.get() >= reached);
        deployment.killService();
        deployment.awaitReady();
      }
      for (Future<?> each : all) {
        each.get();
      }
      Report.say(
          "repeated creates: %d keys, %d kills, answers by status %s, %d s"
              .formatted(
                  done.get(),
                  Sizes.KILLS_BETWEEN_CREATES,
                  statuses,
                  TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)));
      assertOneOfEach(deployment);
      assertOthersAreRefused(deployment.sender());
    }
  }

  private void work(Sender sender, Queue<Integer> left) {
    for (Integer next = left.poll(); next != null; next = left.poll()) {
      create(sender, "create" + next, 2 + Seed.of("create", next).nextInt(4));
      done.incrementAndGet();
    }
  }

  /** Sends it so many times, of which the first two are sent at once, and on until it is done. */
  private void create(Sender sender, String name, int times) {
    CompletableFuture<Answer> twin = sender.sendAsync(request(sender, name, name));
    note(name, sender.send(request(sender, name, name)));
    note(name, twin.join());
    for (int sent = 2; sent < times || !bodies.containsKey(name); sent++) {
      if (note(name, sender.send(request(sender, name, name))).outcome() != Outcome.OK) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
  }

  private static HttpRequest.Builder request(Sender sender, String key, String name) {
    return sender
        .request("POST", "/sequences", Api.document("\"name\":\"" + name + "\""))
        .header("Idempotency-Key", key);
  }

  private Answer note(String name, Answer answer) {
    statuses.merge(answer.status(), 1, Integer::sum);
    if (answer.outcome() == Outcome.OK) {
      bodies.computeIfAbsent(name, n -> ConcurrentHashMap.newKeySet()).add(answer.body());
    }
    return answer;
  }

  private void assertOneOfEach(Deployment deployment) throws Exception {
    assertThat(statuses.keySet())
        .containsAnyOf(Answer.CUT, Answer.NOT_SENT)
        .isSubsetOf(201, 409, 503, Answer.CUT, Answer.NOT_SENT);
    assertThat(bodies).hasSize(Sizes.KEYED_CREATES);
    assertThat(bodies.values()).as("answers to the same request").allMatch(b -> b.size() == 1);
    Set<String> names = new HashSet<>();
    try (Connection connection = deployment.database().connect()) {
      Found found = Found.by(deployment.sender(), connection, 1);
      assertThat(found.shown()).hasSize(Sizes.KEYED_CREATES);
      found.ids().forEach((name, ids) -> assertThat(ids).as(name).hasSize(1));
      names.addAll(found.ids().keySet());
    }
    assertThat(names).isEqualTo(bodies.keySet());
  }

  private static void assertOthersAreRefused(Sender sender) {
    Answer other = sender.send(request(sender, "create0", "another"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body()).contains("idempotencyKeyReused");
  }
}
