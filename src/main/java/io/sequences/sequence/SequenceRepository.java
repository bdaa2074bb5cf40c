package io.sequences.sequence;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.catalog.Action;
import io.sequences.catalog.Moment;
import io.sequences.write.ActionParams;
import io.sequences.write.Changes;
import io.sequences.write.Draft;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.sequences.write.Rows.Lock;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes sequences, and what a change of a sequence does to its states. */
@Singleton
class SequenceRepository extends ResourceRepository<Sequence> {

  private final StateMoves states;

  SequenceRepository(Rows rows, StateMoves states) {
    super(SequenceType.TYPE, Sequence::new, rows);
    this.states = states;
  }

  @Override
  protected List<String> facts(Visibility visibility) {
    return SequenceFacts.questions(visibility);
  }

  /** Steps that are being added count, when the type changes; nothing else minds them. */
  @Override
  protected Lock updateLock(Changes changes) {
    return changes.has("sequenceType") ? Lock.REFERENCES : Lock.CHANGE;
  }

  @Override
  protected Lock deleteLock() {
    return Lock.REFERENCES;
  }

  @Override
  protected Uni<Void> onCreate(List<Draft<Sequence>> drafts, Caller caller) {
    return defaultRuleset(caller)
        .invoke(
            rulesetId ->
                drafts.forEach(
                    draft -> {
                      draft.entity().rulesetId = rulesetId;
                      draft.entity().lastUsedAt = draft.entity().createdAt;
                      SequenceRules.create(draft.entity(), draft.changes());
                    }))
        .replaceWithVoid();
  }

  @Override
  protected Uni<Void> onUpdate(
      Sequence sequence, Changes changes, List<Boolean> facts, Caller caller) {
    SequenceRules.update(sequence, changes, new SequenceFacts(facts).hasSteps());
    return Uni.createFrom().voidItem();
  }

  @Override
  protected boolean permits(Action action, boolean writable, List<Boolean> facts) {
    return SequenceAction.of(action).isPermitted(writable, new SequenceFacts(facts));
  }

  @Override
  protected Uni<Void> onAction(
      Action action, ActionParams params, Sequence sequence, List<Boolean> facts, Caller caller) {
    SequenceAction.of(action).apply(sequence, new SequenceFacts(facts));
    return Uni.createFrom().voidItem();
  }

  /** Marks it as deleted; its mailings and figures stay. */
  @Override
  protected Uni<Void> onDelete(Sequence sequence, List<Boolean> facts, Caller caller) {
    new SequenceFacts(facts).requireNoUnfinishedStates();
    sequence.deletedAt = Moment.now();
    return Uni.createFrom().voidItem();
  }

  /**
   * Its states follow: they rest while it is disabled, and come back, and there may be more room
   * for those that wait.
   */
  @Override
  protected Uni<Void> afterChange(Sequence sequence, Caller caller) {
    return sequence.enabledAt == null
        ? states.disable(sequence)
        : states.enable(sequence).chain(() -> states.admit(caller, List.of(sequence.id)));
  }

  private static Uni<Long> defaultRuleset(Caller caller) {
    Statement statement =
        new Statement().add("select r.id, true from ruleset r where r.is_default");
    return statement
        .add(" and r.org_id = " + statement.bind(caller.orgId()))
        .rows()
        .map(rows -> (Long) rows.get(0)[0]);
  }
}
