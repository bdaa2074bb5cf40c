package io.sequences.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sequences.packaged.PackagedService;
import io.sequences.packaged.Processes;
import io.sequences.support.Api;
import io.sequences.support.Sizes;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R6: of two instances behind a balancer, one after the other is told to end and started again,
 * under 200 requests a second, or as many as one instance can bear beside the start of the other:
 * not one request is lost. What an instance has no room for while it is cold goes to the other one;
 * what both shed, on a machine that has other work, is told apart: they say so, and when to try
 * again.
 */
@Tag("faults")
class StopsUnderLoadIT {

  /** Of what an instance can do alone: the start of another takes more of the machine than this. */
  private static final int SHARE = 4;

  private static final int CLIENTS = 8;

  /** However cold an instance is: so many are sent to each that both shed. */
  private static final int LEAST_SERVED_TO_SHED = 10;

  private static final int WARM_UP_SECONDS = 5;
  private static final int MEASURED_SECONDS = 3;

  @TempDir private Path folder;

  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger shed = new AtomicInteger();
  private final Queue<Answer> failed = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    clock.shutdownNow();
  }

  @Test
  void noRequestFailsWhileInstancesComeAndGo() throws Exception {
    List<PackagedService> instances = new ArrayList<>();
    try (Deployment deployment = new Deployment(folder, Map.of());
        Balancer balancer = new Balancer()) {
      instances.add(deployment.service());
      instances.add(deployment.start(PackagedService.freePort()));
      for (PackagedService each : instances) {
        balancer.add(each, deployment.sender(each));
        awaitIn(balancer, each);
      }
      int possible = possible(deployment.sender(instances.get(0)));
      int rate = Math.max(1, Math.min(Sizes.REQUESTS_PER_SECOND, possible / SHARE));
      Future<?> sending =
          clock.scheduleAtFixedRate(
              () -> send(balancer), 0, 1_000_000 / rate, TimeUnit.MICROSECONDS);
      for (int stop = 0; stop < Sizes.STOPS; stop++) {
        // Never without the other.
        instances.forEach(each -> awaitIn(balancer, each));
        PackagedService ending = instances.get(stop % 2);
        Processes.terminate(ending.process());
        assertThat(ending.awaitEnd(Deployment.PATIENCE)).isTrue();
        instances.set(stop % 2, deployment.start(ending.port()));
        await().atMost(Deployment.PATIENCE).until(() -> !balancer.isIn(ending.port()));
        awaitIn(balancer, ending);
      }
      sending.cancel(false);
      clock.shutdown();
      assertThat(clock.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      await().atMost(Deployment.PATIENCE).until(() -> answered.get() == sent.get());
      Report.say(
          "stops: %d of them, %d requests sent at %d/s where one instance can do %d/s, %d lost, %d shed"
              .formatted(Sizes.STOPS, sent.get(), rate, possible, failed.size(), shed.get()));
      assertThat(failed).isEmpty();
      assertThat(shed.get()).isLessThan(sent.get() / LEAST_SERVED_TO_SHED);
      assertThat(sent.get()).isGreaterThan(Sizes.STOPS * rate);
    } finally {
      instances.forEach(PackagedService::close);
    }
  }

  private static void awaitIn(Balancer balancer, PackagedService instance) {
    await()
        .atMost(Deployment.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> balancer.isIn(instance.port()));
  }

  /** What an instance does a second for clients who wait for each answer. */
  private int possible(Sender sender) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS + MEASURED_SECONDS);
    long from = end - TimeUnit.SECONDS.toNanos(MEASURED_SECONDS);
    AtomicInteger done = new AtomicInteger();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (int number = 0; System.nanoTime() < end; number++) {
                  if (sender.send(request(sender, number)).outcome() == Outcome.OK
                      && System.nanoTime() >= from) {
                    done.incrementAndGet();
                  }
                }
              },
              task -> new Thread(task).start()));
    }
    all.forEach(CompletableFuture::join);
    return done.get() / MEASURED_SECONDS;
  }

  private void send(Balancer balancer) {
    int number = sent.getAndIncrement();
    CompletableFuture<?> unused =
        balancer
            .send(sender -> request(sender, number).header("Idempotency-Key", "stops-" + number))
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null) {
                    failed.add(Answer.none(Answer.CUT, new IllegalStateException(failure)));
                  } else if (answer.isShed()) {
                    shed.incrementAndGet();
                  } else if (answer.outcome() != Outcome.OK) {
                    failed.add(answer);
                  }
                  answered.incrementAndGet();
                });
  }

  /** Reads and writes in turn. */
  private static HttpRequest.Builder request(Sender sender, int number) {
    return number % 2 == 0
        ? sender.request("/sequences?page[size]=5&sort=-id")
        : sender.request("POST", "/sequences", Api.document("\"name\":\"n" + number + "\""));
  }
}
