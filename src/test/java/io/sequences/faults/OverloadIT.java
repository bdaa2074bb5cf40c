package io.sequences.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sequences.support.AtOnce;
import io.sequences.support.Sizes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R7: ten times what the service can do, with a heap of 256 MiB: it does what it can, refuses the
 * rest, and is itself again when that is over. Those whom it accepts wait for not much longer than
 * they would alone. Client, service and database share the machine, so the client is a lean one.
 */
@Tag("faults")
class OverloadIT {

  /**
   * A page for which all sequences are sorted by a figure, and which is small itself: the work is
   * at the database, and neither the service's nor this client's.
   */
  private static final String PAGE =
      "/sequences?sort=-openCount&page[size]=100&fields[sequence]=name,openCount";

  private static final int SEQUENCES = 10_000;
  private static final int TIMES_TOO_MANY = 10;

  /** Until the service's code is compiled, that of refusals too. */
  private static final int WARM_UP_SECONDS = Sizes.OVERLOAD_WARM_UP_SECONDS;

  /** What the clients keep open: whoever would come beyond that does not come. */
  private static final int MOST_AT_ONCE = 500;

  /** At the database, which shares the processors: with many more, it leaves the service none. */
  private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

  /** From the head of a request to its answer, in seconds: its deadline, and some. */
  private static final double LONGEST = 11;

  /** By how much those who are accepted may wait longer than twice what they would alone. */
  private static final long LONGER_MILLIS = 250;

  /** By when it is itself again. */
  private static final long RECOVERED_MILLIS = 5_000;

  @TempDir private Path folder;

  private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> accepted = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<LeanClient.Reply> unexpected = new ConcurrentLinkedQueue<>();

  @Test
  void isShedAndPasses() throws Exception {
    Map<String, String> settings =
        Map.of(
            "JAVA_TOOL_OPTIONS",
            "-Xmx256m -XX:+ExitOnOutOfMemoryError",
            "SEQUENCES_LIMITS_DATABASE_WORK",
            Integer.toString(AT_ONCE));
    try (Deployment deployment = Deployment.direct(folder, settings)) {
      Sender sender = deployment.sender(deployment.service());
      assertThat(sender.get("/sequences").status()).isEqualTo(200);
      load(deployment);
      measure(deployment, AT_ONCE, WARM_UP_SECONDS);
      long[] alone = measure(deployment, 1, 3);
      int capacity = Math.max(1, measure(deployment, AT_ONCE, 3).length / 3);
      overload(deployment, capacity * TIMES_TOO_MANY, WARM_UP_SECONDS);
      long cold = Report.percentile(99, accepted());
      awaitNormal(sender);
      statuses.clear();
      accepted.clear();
      ServedTimes before = ServedTimes.of(deployment);
      overload(deployment, capacity * TIMES_TOO_MANY, Sizes.OVERLOAD_SECONDS);
      long over = System.nanoTime();
      awaitNormal(sender);
      long recovered = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - over);
      ServedTimes after = ServedTimes.of(deployment);
      double longest = after.longest();
      double within = after.p99Since(before);
      Report.say(
          "overload: %d/s for %d s where %d/s are possible; answers by status %s; p99 %d ms alone, %d ms of those accepted, as the client sees it, and within %.0f ms in the service, %.1f s the longest; in the %d s before, the first in which it refused anybody, %d ms; normal after %d ms"
              .formatted(
                  capacity * TIMES_TOO_MANY,
                  Sizes.OVERLOAD_SECONDS,
                  capacity,
                  statuses,
                  Report.percentile(99, alone),
                  Report.percentile(99, accepted()),
                  within * 1_000,
                  longest,
                  WARM_UP_SECONDS,
                  cold,
                  recovered));
      assertThat(unexpected).isEmpty();
      assertThat(statuses.keySet()).contains(200, 503).isSubsetOf(200, 429, 503);
      if (Sizes.areFull()) {
        assertThat(Report.percentile(99, accepted()))
            .isLessThanOrEqualTo(2 * Report.percentile(99, alone) + LONGER_MILLIS);
      }
      assertThat(recovered).isLessThan(RECOVERED_MILLIS);
      assertThat(longest).isPositive().isLessThan(LONGEST);
      assertThat(measure(deployment, 1, 1)).isNotEmpty();
      assertThat(deployment.service().log()).doesNotContain("java.lang.OutOfMemoryError");
    }
  }

  private long[] accepted() {
    return accepted.stream().mapToLong(Long::longValue).toArray();
  }

  private static void awaitNormal(Sender sender) {
    await()
        .atMost(Deployment.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> sender.get(PAGE).status() == 200);
  }

  private static void load(Deployment deployment) throws Exception {
    try (Connection connection = deployment.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into sequence (org_id, name, ruleset_id) select o.id, 'Sequence ' || n, r.id"
              + " from organization o join ruleset r on r.org_id = o.id, generate_series(1, "
              + SEQUENCES
              + ") n");
      statement.execute(
          "insert into mailing (org_id, sequence_id, opened_at)"
              + " select org_id, id, now() from sequence, generate_series(1, 5)");
      statement.execute("analyze");
    }
  }

  private static LeanClient client(Deployment deployment) {
    return new LeanClient(deployment.service().port(), PAGE, deployment.token());
  }

  /** How long requests took that so many clients sent, one after the other, in milliseconds. */
  private static long[] measure(Deployment deployment, int clients, int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<CompletableFuture<List<Long>>> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      all.add(
          AtOnce.begin(
              () -> {
                List<Long> millis = new ArrayList<>();
                try (LeanClient client = client(deployment)) {
                  while (System.nanoTime() < end) {
                    long start = System.nanoTime();
                    assertThat(client.get().status()).isEqualTo(200);
                    millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
                  }
                }
                return millis;
              }));
    }
    return all.stream().flatMap(each -> each.join().stream()).mapToLong(Long::longValue).toArray();
  }

  /** Sends so many requests a second, whatever becomes of those before. */
  private void overload(Deployment deployment, int perSecond, int seconds)
      throws InterruptedException {
    long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long due = System.nanoTime();
    long end = due + TimeUnit.SECONDS.toNanos(seconds);
    // Each is handed to a client that has nothing to do, if there is one.
    SynchronousQueue<Long> requests = new SynchronousQueue<>();
    ExecutorService clients = Executors.newFixedThreadPool(MOST_AT_ONCE);
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      clients.execute(() -> sendAll(deployment, requests, end));
    }
    while (due < end) {
      LockSupport.parkNanos(due - System.nanoTime());
      while (due <= System.nanoTime()) {
        requests.offer(due);
        due += interval;
      }
    }
    clients.shutdown();
    assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private void sendAll(Deployment deployment, SynchronousQueue<Long> requests, long end) {
    try (LeanClient client = client(deployment)) {
      while (System.nanoTime() < end) {
        Long due = requests.poll(100, TimeUnit.MILLISECONDS);
        if (due != null) {
          note(client.get(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due));
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(LeanClient.Reply reply, long millis) {
    statuses.merge(reply.status(), 1, Integer::sum);
    if (reply.status() == 200) {
      accepted.add(millis);
    } else if (!reply.saysWhenToTryAgain()) {
      unexpected.add(reply);
    }
  }
}
