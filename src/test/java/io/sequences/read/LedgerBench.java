package io.sequences.read;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.access.Caller;
import io.sequences.support.BenchTable;
import io.sequences.support.Db;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What figures cost by the number of mailings behind them, beside counting the mailings themselves.
 * All sizes lie in one database, each in an organisation of its own, and are measured in turns.
 * Asserts nothing about time. Runs by {@code ./mvnw test -Pbench -Dtest=LedgerBench}; {@code
 * -Dbench.sizes=100000,1000000} chooses the sizes.
 */
@QuarkusTest
@Tag("bench")
class LedgerBench {

  private static final List<Long> SIZES =
      Arrays.stream(System.getProperty("bench.sizes", "100000,1000000,10000000").split(",", -1))
          .map(Long::valueOf)
          .toList();
  private static final int SEQUENCES = 1_000;
  private static final int MANY_SEQUENCES = 10_000;
  private static final int ROUNDS = 200;
  private static final int RAW_ROUNDS = 5;

  private static final String BUSIEST = "sort=-deliverCount&" + PageBench.FIGURES;

  private static final String RAW =
      """
      select sequence_id, count(scheduled_at), count(delivered_at) as delivered, count(bounced_at),
        count(failed_at), count(opened_at), count(clicked_at), count(replied_at),
        count(unsubscribed_at), count(distinct prospect_id) filter (where delivered_at is not null)
      from mailing where org_id = %d group by sequence_id order by delivered desc limit 50
      """;

  @Inject Pool pool;

  @Test
  void figuresBySize() {
    BenchTable table =
        new BenchTable(
            "ledger",
            "mailings",
            "50 busiest, ms",
            "one sequence, ms",
            "sorted by deliverCount, name only, ms",
            "raw aggregation, ms");
    SIZES.forEach(size -> LedgerLoad.load(organisation(size), SEQUENCES, size));
    Db.rows("vacuum analyze");
    List<List<Double>> medians = new ArrayList<>();
    for (String query :
        List.of(
            BUSIEST,
            PageBench.FIGURES + "&page%5Bsize%5D=1",
            "sort=-deliverCount&fields%5Bsequence%5D=name")) {
      medians.add(inTurns(SIZES.stream().map(size -> page(organisation(size), query)).toList()));
    }
    for (int i = 0; i < SIZES.size(); i++) {
      Sql raw = new Sql().add(RAW.formatted(Db.org(organisation(SIZES.get(i)))));
      table.row(
          "%,d".formatted(SIZES.get(i)),
          medians.get(0).get(i),
          medians.get(1).get(i),
          medians.get(2).get(i),
          median(RAW_ROUNDS, raw));
    }
    table.print();
  }

  @Test
  void sortingByFigureAndByAttribute() {
    String organisation = "ledger-sorting";
    LedgerLoad.load(organisation, MANY_SEQUENCES, MANY_SEQUENCES * 2L * LedgerLoad.STEPS);
    Db.rows("vacuum analyze");
    String name = "&fields%5Bsequence%5D=name";
    List<Double> medians =
        inTurns(
            List.of(
                page(organisation, "sort=description" + name),
                page(organisation, "sort=deliverCount" + name)));
    BenchTable table = new BenchTable("sorting", "10,000 sequences sorted by", "page of 50, ms");
    table.row("description, which has no index", medians.get(0));
    table.row("deliverCount", medians.get(1));
    table.print();
  }

  private static String organisation(long size) {
    return "ledger-" + size;
  }

  private static Sql page(String organisation, String query) {
    Caller caller = Statements.caller(Db.org(organisation), Db.user(organisation, "ada"));
    return Statements.WRITER.page(Statements.plan("sequences", query, caller));
  }

  /** The median of each statement, in milliseconds, the statements taking turns. */
  private List<Double> inTurns(List<Sql> statements) {
    List<List<Double>> times = new ArrayList<>();
    statements.forEach(each -> times.add(new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < statements.size(); i++) {
        times.get(i).add(time(statements.get(i)));
      }
    }
    return times.stream().map(BenchTable::median).toList();
  }

  private double median(int rounds, Sql sql) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      times.add(time(sql));
    }
    return BenchTable.median(times);
  }

  /** By the owner of the tables, who sees all, and without a limit on how long it takes. */
  private double time(Sql sql) {
    long start = System.nanoTime();
    pool.withTransaction(
            connection ->
                connection
                    .query("set local role none; set local statement_timeout = 0")
                    .execute()
                    .compose(
                        unlimited ->
                            connection.preparedQuery(sql.text()).execute(sql.parameters())))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    return (System.nanoTime() - start) / 1e6;
  }
}
