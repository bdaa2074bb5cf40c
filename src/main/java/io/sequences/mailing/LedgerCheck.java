package io.sequences.mailing;

import io.sequences.database.LongWork;
import io.sequences.database.Organisations;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Recounts the figures of sequences from the mailings that are there and those that were purged,
 * and on request brings figures that differ to what was counted. One transaction for each sequence;
 * writers, folds and purges may go on, and are not waited for.
 */
@ApplicationScoped
public class LedgerCheck {

  /** How many differences of one sequence are listed; all are counted. */
  static final int LISTED = 1_000;

  /** A recount may take longer than any request; the pool's own limits are meant for those. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final int PAGE = 1_000;

  private final Organisations organisations;

  LedgerCheck(Organisations organisations) {
    this.organisations = organisations;
  }

  /** A sequence, deleted or not, and its organisation by id and by name. */
  public record Target(long orgId, String organisation, long sequence) {}

  /**
   * One figure that differed.
   *
   * @param of what the figure is of: {@code step 3}, {@code day 2026-03-01}, {@code prospect 7}; a
   *     step of 0 stands for mailings without one, and for contacted and replied prospects; {@code
   *     all steps} is the sum that is kept of them
   * @param figure a column of the ledger, or of sequence_prospect
   */
  public record Difference(String of, String figure, long expected, long found) {}

  /** How many figures of a sequence differed, and the first of them. */
  public record Drift(long differing, List<Difference> listed) {}

  /** Whether there is an organisation of this name. */
  public Uni<Boolean> knows(String organisation) {
    return acrossAll("select organisation_named($1) is not null", Tuple.of(organisation))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  /**
   * The next sequences after one, ordered by organisation and id; none at the end.
   *
   * @param after null for the first
   * @param organisation null for all
   * @param sequence null for all
   */
  public Uni<List<Target>> targets(Target after, String organisation, Long sequence) {
    return acrossAll(
            "select * from sequences_to_check($1, $2, $3, $4, $5)",
            Tuple.of(
                after == null ? 0 : after.orgId(),
                after == null ? 0 : after.sequence(),
                organisation,
                sequence,
                PAGE))
        .map(
            rows -> {
              List<Target> targets = new ArrayList<>();
              rows.forEach(
                  row -> targets.add(new Target(row.getLong(0), row.getString(1), row.getLong(2))));
              return targets;
            });
  }

  /** What differs, or, when it is to be repaired, what differed until now. */
  public Uni<Drift> check(Target target, boolean repair) {
    String function = repair ? "repair_ledger" : "ledger_drift";
    return Organisations.uni(
        () ->
            organisations.transaction(
                target.orgId(),
                connection ->
                    LongWork.allow(connection, LONGEST)
                        .compose(limited -> drift(connection, function, target))));
  }

  /** Leaves for the metrics how many figures a check of all sequences left different. */
  public Uni<Void> note(long drift) {
    return acrossAll(
            """
            insert into upkeep (job, finished_at, drift) values ('check', now(), $1)
            on conflict (job) do update set finished_at = excluded.finished_at, drift = excluded.drift
            """,
            Tuple.of(drift))
        .replaceWithVoid();
  }

  private Uni<RowSet<Row>> acrossAll(String sql, Tuple parameters) {
    return Organisations.uni(() -> organisations.acrossAll(sql, parameters));
  }

  private static Future<Drift> drift(SqlConnection connection, String function, Target target) {
    return connection
        .preparedQuery(
            "select d.*, count(*) over () as differing from %s($1, $2) d limit %d"
                .formatted(function, LISTED))
        .execute(Tuple.of(target.orgId(), target.sequence()))
        .map(LedgerCheck::drift);
  }

  private static Drift drift(RowSet<Row> rows) {
    List<Difference> listed = new ArrayList<>();
    long differing = 0;
    for (Row row : rows) {
      differing = row.getLong("differing");
      listed.add(
          new Difference(
              of(row), row.getString("figure"), row.getLong("expected"), row.getLong("found")));
    }
    return new Drift(differing, listed);
  }

  private static String of(Row row) {
    Long step = row.getLong("sequence_step_id");
    LocalDate day = row.getLocalDate("day");
    if (step != null) {
      return "step " + step;
    }
    if (day != null) {
      return "day " + day;
    }
    Long prospect = row.getLong("prospect_id");
    return prospect == null ? "all steps" : "prospect " + prospect;
  }
}
