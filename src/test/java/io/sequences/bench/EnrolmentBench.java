package io.sequences.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.BenchTable;
import io.sequences.support.Db;
import io.sequences.support.Enroller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What adding, finishing and adding a thousand costs in a sequence where nobody waits, and in one
 * where many do: compare the rows of one run with each other. Asserts nothing about time.
 */
@QuarkusTest
@Tag("bench")
class EnrolmentBench {

  private static final String ORG = "enrolment-bench";
  private static final int TIMES = 200;

  private final Enroller ada = Enroller.of(ORG, "ada");

  private static final BenchTable TABLE =
      new BenchTable(
          "enrolment", "sequence", "waiting", "enrol, ms", "finish, ms", "bulk of 1,000, ms");

  @AfterAll
  static void print() {
    TABLE.print();
  }

  private interface Work {
    void run();
  }

  @ParameterizedTest
  @CsvSource({
    "warm-up, 0",
    "interval, 0",
    "interval, 20000",
    "date, 0",
    "date, 20000",
    "interval, 0",
    "interval, 20000"
  })
  void aSequence(String kind, int waiting) {
    String limits = ",\"throttleCapacity\":20,\"maxActivations\":1000000";
    long sequence = kind.equals("date") ? ada.activeByDate(limits) : ada.active(limits);
    fill(sequence, waiting);
    List<Long> prospects = new ArrayList<>(ada.prospects(TIMES));
    List<Long> states = new ArrayList<>();
    double enrol = median(TIMES, () -> states.add(ada.enrolled(sequence, prospects.remove(0))));
    double finish = median(20, () -> ada.act(firstActive(sequence), "finish").statusCode(200));
    double bulk = median(3, () -> ada.enrolAll(sequence, ada.prospects(1_000)).statusCode(201));
    assertThat(Enroller.count(sequence, "active")).isEqualTo(20);
    TABLE.row(kind, waiting, enrol, finish, bulk);
  }

  private void fill(long sequence, int number) {
    ada.prospects(number);
    Db.rows(
        "insert into sequence_state (org_id, sequence_id, prospect_id, creator_id)"
            + " select org_id, ?, id, ? from prospect where org_id = ? order by id desc limit ?",
        sequence,
        Db.user(ORG, "ada"),
        Db.org(ORG),
        number);
    Db.rows("vacuum analyze sequence_state");
  }

  private static long firstActive(long sequence) {
    return Db.number(
        "select min(id) from sequence_state where sequence_id = ? and state = 'active'", sequence);
  }

  private static double median(int times, Work work) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      work.run();
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return BenchTable.median(millis);
  }
}
