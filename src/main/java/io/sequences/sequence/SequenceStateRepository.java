package io.sequences.sequence;

import io.sequences.access.Caller;
import io.sequences.catalog.Action;
import io.sequences.write.ActionParams;
import io.sequences.write.Changes;
import io.sequences.write.Draft;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes sequence states. All that concerns the states of a sequence happens under the lock of its
 * row, so that its limits hold however many clients add prospects at once: a new state waits, and
 * after every write those that wait become active as far as there is room.
 */
@Singleton
class SequenceStateRepository extends ResourceRepository<SequenceState> {

  private final StateMoves states;

  SequenceStateRepository(Rows rows, StateMoves states) {
    super(SequenceStateType.TYPE, SequenceState::new, rows);
    this.states = states;
  }

  @Override
  protected List<String> parents() {
    return List.of("prospect", "sequence");
  }

  @Override
  protected Uni<Void> onCreate(List<Draft<SequenceState>> drafts, Caller caller) {
    return Enrolments.rules(targets(drafts, "sequence"), targets(drafts, "prospect"), caller)
        .invoke(
            rules ->
                drafts.forEach(
                    draft -> {
                      rules.check(draft.changes());
                      draft.changes().applyTo(draft.entity());
                    }))
        .replaceWithVoid();
  }

  @Override
  protected Uni<Void> afterCreate(List<Draft<SequenceState>> drafts, Caller caller) {
    Set<Long> sequences = targets(drafts, "sequence");
    return states.use(caller, sequences).chain(() -> states.admit(caller, sequences));
  }

  private static Set<Long> targets(List<Draft<SequenceState>> drafts, String relationship) {
    return drafts.stream()
        .map(Draft::changes)
        .map((Changes changes) -> changes.target(relationship))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  @Override
  protected Uni<Void> onAction(
      Action action, ActionParams params, SequenceState state, List<Boolean> facts, Caller caller) {
    SequenceStateAction.of(action).apply(state, params);
    return Uni.createFrom().voidItem();
  }

  @Override
  protected Uni<Void> onDelete(SequenceState state, List<Boolean> facts, Caller caller) {
    state.withdraw();
    return Uni.createFrom().voidItem();
  }

  @Override
  protected Uni<Void> afterChange(SequenceState state, Caller caller) {
    return states.admit(caller, Set.of(state.sequenceId));
  }
}
