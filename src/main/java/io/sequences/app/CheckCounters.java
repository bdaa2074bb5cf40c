package io.sequences.app;

import io.quarkus.runtime.QuarkusApplication;
import io.sequences.database.DatabaseFaults;
import io.sequences.database.SchemaMigration;
import io.sequences.mailing.LedgerCheck;
import io.sequences.mailing.LedgerCheck.Difference;
import io.sequences.mailing.LedgerCheck.Drift;
import io.sequences.mailing.LedgerCheck.Target;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/**
 * The command {@code check-counters}: recounts sequences of any organisation, prints each figure
 * that differs, and repairs it when asked to. Ends with 0 when all figures are right, 1 when some
 * are not, 2 when that could not be found out.
 */
class CheckCounters implements QuarkusApplication {

  private static final int RIGHT = 0;
  private static final int WRONG = 1;
  static final int FAILED = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SchemaMigration schema;
  private final LedgerCheck check;

  CheckCounters(SchemaMigration schema, LedgerCheck check) {
    this.schema = schema;
    this.check = check;
  }

  @Override
  public int run(String... arguments) throws InterruptedException {
    CheckArguments asked = CheckArguments.parse(List.of(arguments));
    if (!schema.awaitDone(PATIENCE)) {
      System.err.printf("The database was not there within %d s.%n", PATIENCE.toSeconds());
      return FAILED;
    }
    try {
      return check(asked);
    } catch (RuntimeException failure) {
      System.err.printf("The check broke off: %s%n", DatabaseFaults.reason(failure));
      return FAILED;
    }
  }

  private int check(CheckArguments asked) {
    if (asked.organisation() != null && !await(check.knows(asked.organisation()))) {
      System.err.printf("There is no organisation %s.%n", asked.organisation());
      return FAILED;
    }
    long sequences = 0;
    long differing = 0;
    List<Target> targets = await(check.targets(null, asked.organisation(), asked.sequence()));
    while (!targets.isEmpty()) {
      for (Target target : targets) {
        Drift drift = await(check.check(target, asked.repair()));
        print(target, drift);
        differing += drift.differing();
        sequences++;
      }
      Target last = targets.get(targets.size() - 1);
      targets = await(check.targets(last, asked.organisation(), asked.sequence()));
    }
    if (sequences == 0 && asked.sequence() != null) {
      System.err.printf("There is no sequence %d.%n", asked.sequence());
      return FAILED;
    }
    long left = asked.repair() ? 0 : differing;
    if (asked.isEverything()) {
      await(check.note(left));
    }
    System.out.printf(
        "%d sequences recounted, %d figures %s.%n",
        sequences, differing, asked.repair() ? "repaired" : "differ");
    return left == 0 ? RIGHT : WRONG;
  }

  private static void print(Target target, Drift drift) {
    for (Difference difference : drift.listed()) {
      System.out.printf(
          "organisation %s, sequence %d, %s: %s is %d, and was counted as %d%n",
          target.organisation(),
          target.sequence(),
          difference.of(),
          difference.figure(),
          difference.found(),
          difference.expected());
    }
    long more = drift.differing() - drift.listed().size();
    if (more > 0) {
      System.out.printf(
          "organisation %s, sequence %d: %d more%n",
          target.organisation(), target.sequence(), more);
    }
  }

  private static <T> T await(Uni<T> work) {
    return work.await().indefinitely();
  }
}
