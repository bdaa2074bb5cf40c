package io.sequences.work;

import io.sequences.access.Caller;
import io.sequences.write.Draft;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Writes calls, and what they mean for others: a dialled call has touched the prospect, a completed
 * one is noted in its sequence state.
 */
@Singleton
class CallRepository extends ResourceRepository<Call> {

  CallRepository(Rows rows) {
    super(CallType.TYPE, Call::new, rows);
  }

  /** A dialled call counts the prospect as contacted, in a row that others count in, too. */
  @Override
  protected List<String> parents() {
    return List.of("prospect");
  }

  @Override
  protected Uni<Void> afterCreate(List<Draft<Call>> drafts, Caller caller) {
    return afterChange(drafts.get(0).entity(), caller);
  }

  @Override
  protected Uni<Void> afterChange(Call call, Caller caller) {
    Uni<Void> touched =
        call.prospectId == null || call.dialedAt == null
            ? Uni.createFrom().voidItem()
            : note("prospect", "touched_at", "greatest", call.dialedAt, call.prospectId, call);
    return call.sequenceStateId == null || call.completedAt == null
        ? touched
        : touched.chain(
            () ->
                note(
                    "sequence_state",
                    "call_completed_at",
                    "least",
                    call.completedAt,
                    call.sequenceStateId,
                    call));
  }

  /** Moves a moment that follows from calls, and so no version. */
  private static Uni<Void> note(
      String table, String column, String choice, Object moment, long id, Call call) {
    Statement statement =
        new Statement().add("update " + table + " t set " + column + " = " + choice);
    statement.add("(t." + column + ", " + statement.bind(moment, "timestamptz"));
    statement.add(") where t.org_id = " + statement.bind(call.orgId));
    return statement.add(" and t.id = " + statement.bind(id)).execute().replaceWithVoid();
  }
}
