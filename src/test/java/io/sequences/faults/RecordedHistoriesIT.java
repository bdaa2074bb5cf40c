package io.sequences.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sequences.support.Sizes;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R3, R4, R5: whatever is killed, held, cut or stalled while clients work, nothing acknowledged is
 * lost, nothing is done twice or in part, what nobody knows is explained, and every figure equals a
 * recount.
 */
@Tag("faults")
class RecordedHistoriesIT {

  private static final int SEQUENCES = 4;

  private static final long PAUSE_MILLIS = 5;

  @TempDir private Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean trouble = new AtomicBoolean();
  private final History history = new History();

  @AfterEach
  void stop() {
    over.set(true);
    threads.shutdown();
  }

  @Test
  void nothingIsLostDoneTwiceOrMiscountedWhateverGoesWrong() throws Exception {
    try (Deployment deployment = new Deployment(folder, Map.of())) {
      List<Long> shared = Client.sharedSequences(deployment.sender(), SEQUENCES);
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < Sizes.RECORDED_CLIENTS; i++) {
        Recorder recorder = new Recorder(deployment.sender(), history, trouble::get);
        Client client = new Client("client" + i, recorder, shared);
        clients.add(threads.submit(() -> keepActing(client)));
      }
      List<Fault> plan = Fault.plan(Seed.of("faults", 0));
      for (int i = 0; i < plan.size(); i++) {
        awaitWork();
        history.fault(plan.get(i).name());
        trouble.set(true);
        try {
          plan.get(i).happen(deployment, Seed.of("faults", i + 1));
          deployment.awaitReady();
        } finally {
          trouble.set(false);
        }
      }
      awaitWork();
      over.set(true);
      for (Future<?> client : clients) {
        client.get();
      }
      Report.say(
          "histories: %d faults, %d operations done, %d refused, %d unknown"
              .formatted(
                  plan.size(),
                  history.count(Outcome.OK),
                  history.count(Outcome.REFUSED),
                  history.count(Outcome.UNKNOWN)));
      history.writeTo(Report.FOLDER.resolve("history-" + Seed.VALUE + ".txt"));
      check(deployment, shared);
      deployment.assertCountersAreRight();
    }
  }

  private void keepActing(Client client) {
    while (!over.get()) {
      client.act();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
  }

  private void awaitWork() {
    long before = history.count(Outcome.OK);
    await()
        .atMost(Deployment.PATIENCE)
        .until(() -> history.count(Outcome.OK) >= before + Sizes.OPERATIONS_BETWEEN_FAULTS);
  }

  private void check(Deployment deployment, List<Long> shared) throws Exception {
    try (Connection connection = deployment.database().connect()) {
      long org = Long.parseLong(Deployment.text(connection, "select id from organization"));
      Found found = Found.by(deployment.sender(), connection, org);
      assertThat(Checker.complaints(history, found, shared)).as("seed " + Seed.VALUE).isEmpty();
    }
  }
}
