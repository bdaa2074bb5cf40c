package io.sequences.sequence;

import io.sequences.access.Caller;
import io.sequences.catalog.Moment;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;

/**
 * Moves many states of a sequence at once. Whoever calls holds the sequence's row, so that nobody
 * else counts or moves its states meanwhile. Moments are those of the move: the transaction may
 * have begun long before, and waited for the row.
 */
@Singleton
class StateMoves {

  /** Active states of a sequence that is switched off rest, as disabled. */
  Uni<Void> disable(Sequence sequence) {
    return move(sequence, "active", "disabled", "t.active_at");
  }

  /** Those come back as soon as it is switched on. */
  Uni<Void> enable(Sequence sequence) {
    return move(sequence, "disabled", "active", "moved.moment");
  }

  private static Uni<Void> move(Sequence sequence, String from, String to, String activeAt) {
    Statement statement = new Statement().add("update sequence_state t set state = '" + to + "',");
    statement.add(" state_changed_at = moved.moment, updated_at = moved.moment, active_at = ");
    statement.add(activeAt + ", version = t.version + 1 from (select ");
    statement.add(statement.bind(Moment.now(), "timestamptz") + " as moment) moved");
    statement.add(" where t.org_id = " + statement.bind(sequence.orgId));
    statement.add(" and t.sequence_id = " + statement.bind(sequence.id));
    return statement.add(" and t.state = '" + from + "'").execute().replaceWithVoid();
  }

  /** Notes that sequences are used. Their version and {@code updatedAt} stay. */
  Uni<Void> use(Caller caller, Collection<Long> sequences) {
    Statement statement = new Statement().add("update sequence t set last_used_at = greatest(");
    statement.add("t.last_used_at, " + statement.bind(Moment.now(), "timestamptz") + ")");
    statement.add(" where t.org_id = " + statement.bind(caller.orgId()));
    statement.add(" and t.id = any (" + statement.bind(sequences) + ")");
    return statement.execute().replaceWithVoid();
  }

  /** Pending states become active, the oldest first, as far as there is room. */
  Uni<Void> admit(Caller caller, Collection<Long> sequences) {
    Statement statement = new Statement().add("select admit_pending_states(");
    statement.add(statement.bind(caller.orgId()) + ", " + statement.bind(sequences));
    return statement.add("), true").rows().replaceWithVoid();
  }
}
