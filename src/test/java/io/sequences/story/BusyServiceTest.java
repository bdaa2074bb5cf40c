package io.sequences.story;

import static io.sequences.support.Resources.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.story.BusyWorld.BusySequence;
import io.sequences.support.Api;
import io.sequences.support.Db;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Several clients do to three sequences whatever clients do, all at once, while deltas are folded
 * and every mailing that may be purged is: at every pause the figures are those of a model that was
 * told what the answers said, and a recount finds nothing amiss.
 */
@QuarkusTest
class BusyServiceTest {

  private static final String ORGANISATION = "busy";
  private static final int CLIENTS = 6;
  private static final int ROUNDS = 3;
  private static final int REQUESTS = 30;

  private final Api ada = Api.of(ORGANISATION, "ada");
  private final BusyWorld world = new BusyWorld(ada);
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void begin() {
    for (int i = 0; i < 3; i++) {
      world.addSequence();
    }
    world.addProspects(60);
  }

  @AfterEach
  void end() {
    over.set(true);
    threads.shutdown();
  }

  @Test
  void everyFigureIsExactAtEveryPause() throws Exception {
    long deadlocks = deadlocks();
    Future<?> fold = repeat("select run_fold(500)");
    Future<?> purge =
        repeat(
            "select purged from purge_mailings("
                + Db.org(ORGANISATION)
                + ", now(), null, null, 20)");
    for (int round = 0; round < ROUNDS; round++) {
      List<Callable<Void>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        clients.add(client(new BusyClient(ada, world, new Random(1_000L * round + client))));
      }
      for (Future<Void> client : threads.invokeAll(clients)) {
        client.get();
      }
      check();
    }
    over.set(true);
    fold.get();
    purge.get();
    check();
    assertThat(deadlocks()).isEqualTo(deadlocks);
    assertThat(purged()).as("mailings that the purge took meanwhile").isPositive();
  }

  private static Callable<Void> client(BusyClient client) {
    return () -> {
      for (int i = 0; i < REQUESTS; i++) {
        client.request();
      }
      return null;
    };
  }

  private Future<?> repeat(String sql) {
    return threads.submit(
        () -> {
          while (!over.get()) {
            Db.rows(sql);
          }
        });
  }

  private void check() {
    for (BusySequence sequence : world.sequences) {
      JsonNode resource = document(ada.get("/sequences/" + sequence.id())).get("data");
      assertThat(ShownFigures.of(resource)).isEqualTo(world.figures(sequence));
      assertThat(ShownFigures.byDay(ada, sequence.id())).isEqualTo(world.days(sequence));
      assertThat(Db.rows("select d from ledger_drift(?, ?) d", Db.org(ORGANISATION), sequence.id()))
          .isEmpty();
      assertThat(
              Db.number(
                  "select count(*) from sequence_state where sequence_id = ? and state = 'active'",
                  sequence.id()))
          .isLessThanOrEqualTo(BusyWorld.CAPACITY);
    }
  }

  private static long purged() {
    return Db.number(
        "select coalesce(sum(mailings), 0) from mailing_purged where org_id = ?",
        Db.org(ORGANISATION));
  }

  private static long deadlocks() {
    return Db.number("select deadlocks from pg_stat_database where datname = current_database()");
  }
}
