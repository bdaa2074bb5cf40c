package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import io.sequences.support.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients who do everything to a few sequences, their steps and their states at the same time. */
@QuarkusTest
class EverythingAtOnceTest {

  private static final String ORG = "everything";
  private static final int CLIENTS = 12;

  private final Enroller ada = Enroller.of(ORG, "ada");
  private final ExecutorService pool = Executors.newFixedThreadPool(CLIENTS + 1);

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  /** Has each client, by its own source of chance, do this so often, and watches all the while. */
  private void eachDoes(Runnable watch, int clients, int times, Consumer<Random> what)
      throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Future<?> watched =
        pool.submit(
            () -> {
              while (!done.get()) {
                watch.run();
              }
            });
    List<Future<?>> working = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Random random = new Random(i);
      working.add(
          pool.submit(
              () -> {
                for (int n = 0; n < times; n++) {
                  what.accept(random);
                }
              }));
    }
    for (Future<?> each : working) {
      each.get();
    }
    done.set(true);
    watched.get();
  }

  @Test
  void stepsKeepTheirOrderWithoutAGap() throws Exception {
    long sequence = ada.api.createSequence("\"name\":\"x\"");
    for (int i = 0; i < 5; i++) {
      ada.call(sequence, i);
    }
    Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    eachDoes(
        () -> isGapless(sequence),
        8,
        25,
        random -> {
          List<Long> steps =
              Resources.ids(ada.api, "/sequenceSteps?filter[sequence][id]=" + sequence);
          long step = steps.get(random.nextInt(steps.size()));
          int place = 1 + random.nextInt(steps.size());
          int status =
              switch (random.nextInt(steps.size() > 3 ? 4 : 2)) {
                case 0 ->
                    ada.step(sequence, "\"stepType\":\"call\",\"interval\":1")
                        .extract()
                        .statusCode();
                case 1 ->
                    ada.step(sequence, "\"stepType\":\"task\",\"interval\":1,\"order\":" + place)
                        .extract()
                        .statusCode();
                case 2 -> ada.patchStep(step, "\"order\":" + place).extract().statusCode();
                default -> ada.api.delete("/sequenceSteps/" + step).extract().statusCode();
              };
          statuses.add(status);
        });
    // A place behind the end, and a step that another client has deleted.
    assertThat(statuses).contains(201, 200, 204).isSubsetOf(200, 201, 204, 422, 404);
    isGapless(sequence);
  }

  private static void isGapless(long sequence) {
    assertThat(
            Db.number(
                "select count(*) from (select ordinal, row_number() over (order by ordinal) as place"
                    + " from sequence_step where sequence_id = ? and deleted_at is null) s"
                    + " where ordinal <> place",
                sequence))
        .isZero();
  }

  @Test
  void limitsHoldAndNothingIsLost() throws Exception {
    List<Long> sequences =
        List.of(
            ada.activeByDate(",\"maxActivations\":30,\"throttleCapacity\":5"),
            ada.activeByDate(",\"maxActivations\":30,\"throttleCapacity\":5"));
    for (long sequence : sequences) {
      ada.step(sequence, "\"stepType\":\"call\",\"date\":\"2031-01-01T00:00:00Z\"");
    }
    List<Long> prospects = ada.prospects(100);
    List<Long> created = new CopyOnWriteArrayList<>();
    Set<Long> deleted = ConcurrentHashMap.newKeySet();
    Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    eachDoes(
        () -> sequences.forEach(EverythingAtOnceTest::isWithinItsLimits),
        CLIENTS,
        40,
        random -> statuses.add(someRequest(random, sequences, prospects, created, deleted)));
    assertThat(statuses).contains(200, 201, 204).isSubsetOf(200, 201, 204, 404, 422);
    for (long sequence : sequences) {
      ada.activate(sequence).statusCode(200);
      isWithinItsLimits(sequence);
      // Whoever waits does so because there is no room.
      assertThat(
              Enroller.count(sequence, "pending") == 0 || Enroller.count(sequence, "active") == 5)
          .isTrue();
    }
    assertThat(
            Db.rows(
                "select id from sequence_state where sequence_id in (?, ?)",
                sequences.get(0),
                sequences.get(1)))
        .containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(created));
    assertThat(
            Db.rows(
                "select id from sequence_state where sequence_id in (?, ?) and deleted_at is not null",
                sequences.get(0),
                sequences.get(1)))
        .containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(deleted));
  }

  private int someRequest(
      Random random,
      List<Long> sequences,
      List<Long> prospects,
      List<Long> created,
      Set<Long> deleted) {
    long sequence = sequences.get(random.nextInt(sequences.size()));
    long prospect = prospects.get(random.nextInt(prospects.size()));
    long state = created.isEmpty() ? 0 : created.get(random.nextInt(created.size()));
    int choice = random.nextInt(20);
    if (choice < 8) {
      var answer = ada.enrol(sequence, prospect).extract();
      if (answer.statusCode() == 201) {
        created.add(answer.jsonPath().getLong("data.id"));
      }
      return answer.statusCode();
    }
    if (choice == 8) {
      int status = ada.api.delete("/sequenceStates/" + state).extract().statusCode();
      if (status == 204) {
        deleted.add(state);
      }
      return status;
    }
    return switch (choice) {
      case 9, 10 -> ada.act(state, "pause").extract().statusCode();
      case 11, 12 -> ada.act(state, "resume").extract().statusCode();
      case 13, 14 -> ada.act(state, "finish").extract().statusCode();
      case 15 -> ada.deactivate(sequence).extract().statusCode();
      case 16 -> ada.activate(sequence).extract().statusCode();
      case 17 ->
          ada.step(sequence, "\"stepType\":\"call\",\"date\":\"2031-01-01T00:00:00Z\",\"order\":1")
              .extract()
              .statusCode();
      case 18 -> ada.api.patchSequence(sequence, "\"throttlePaused\":false").extract().statusCode();
      // Refused, or the only way out of the limits that are watched.
      default -> ada.api.delete("/sequenceSteps/" + firstStep(sequence)).extract().statusCode();
    };
  }

  private long firstStep(long sequence) {
    return Resources.ids(
            ada.api, "/sequenceSteps?sort=order&page[size]=1&filter[sequence][id]=" + sequence)
        .get(0);
  }

  private static void isWithinItsLimits(long sequence) {
    assertThat(
            Db.number(
                "select count(*) from (select count(*) filter (where t.state = 'active') as active,"
                    + " count(distinct t.prospect_id) filter (where t.deleted_at is null) as prospects,"
                    + " count(*) filter (where t.state = 'active' and s.enabled_at is null) as astray,"
                    + " count(*) filter (where t.state = 'disabled' and s.enabled_at is not null)"
                    + " as resting, count(*) filter (where p.deleted_at is not null and t.state in"
                    + " ('active', 'pending', 'paused', 'disabled')) as footless"
                    + " from sequence s join sequence_state t on t.sequence_id = s.id"
                    + " left join sequence_step p on p.id = t.sequence_step_id where s.id = ?) n"
                    + " where active > 5 or prospects > 30 or astray + resting + footless > 0",
                sequence))
        .isZero();
  }

  @Test
  void aSequenceIsDeletedOnceNobodyIsInIt() throws Exception {
    List<Long> prospects = ada.prospects(6);
    for (int round = 0; round < 10; round++) {
      long sequence = ada.active("");
      List<Callable<Integer>> requests = new ArrayList<>();
      for (long prospect : prospects) {
        requests.add(() -> ada.enrol(sequence, prospect).extract().statusCode());
      }
      requests.add(
          round % 6, () -> ada.api.delete("/sequences/" + sequence).extract().statusCode());
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : pool.invokeAll(requests)) {
        statuses.add(answer.get());
      }
      boolean deleted = statuses.contains(204);
      assertThat(statuses).isSubsetOf(deleted ? List.of(204, 422) : List.of(201, 422));
      assertThat(Enroller.count(sequence, "active")).isEqualTo(deleted ? 0 : 6);
    }
  }
}
