package io.sequences.sequence;

import static io.sequences.sequence.SequenceType.TYPE;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.sequences.access.Caller;
import io.sequences.catalog.Moment;
import io.sequences.write.Changes;
import io.sequences.write.Rows;
import io.sequences.write.Rows.Lock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;

/**
 * Writes sequences, each write in a transaction of its own that holds the sequence's row. Who may
 * do it is asked in SQL, under the lock, by the rules that reads use.
 */
@ApplicationScoped
class SequenceRepository implements PanacheRepositoryBase<Sequence, Long> {

  private static final String DEFAULT_RULESET =
      "select r.id from ruleset r where r.org_id = ?1 and r.is_default";

  private final Rows rows;

  SequenceRepository(Rows rows) {
    this.rows = rows;
  }

  /** Creates a sequence and gives its id. */
  Uni<Long> create(Changes changes, Caller caller) {
    return Panache.withTransaction(
        () ->
            rows.checkTargets(changes, caller)
                .chain(() -> defaultRuleset(caller))
                .chain(
                    rulesetId -> {
                      Sequence sequence =
                          Sequence.create(caller.orgId(), caller.userId(), rulesetId);
                      SequenceRules.create(sequence, changes);
                      changes.throwIfFaulty();
                      return persistAndFlush(sequence);
                    })
                .map(sequence -> sequence.id));
  }

  /** Changes a sequence. */
  Uni<Void> update(long id, Changes changes, Caller caller) {
    // Steps that are being added count, when the type changes; nothing else minds them.
    Lock lock = changes.has("sequenceType") ? Lock.REFERENCES : Lock.CHANGE;
    return change(
        id,
        caller,
        lock,
        rows.checkTargets(changes, caller),
        (sequence, standing) -> {
          standing.requireWritable();
          SequenceRules.update(sequence, changes, standing.hasSteps());
          changes.throwIfFaulty();
        });
  }

  /** Does to a sequence what an action does. */
  Uni<Void> act(SequenceAction action, long id, Caller caller) {
    return change(id, caller, Lock.CHANGE, Uni.createFrom().voidItem(), action::apply);
  }

  /** Marks a sequence as deleted; its mailings and figures stay. */
  Uni<Void> delete(long id, Caller caller) {
    return change(
        id,
        caller,
        Lock.REFERENCES,
        Uni.createFrom().voidItem(),
        (sequence, standing) -> {
          standing.requireDeletable();
          sequence.deletedAt = Moment.now();
        });
  }

  /**
   * Changes a sequence under its lock.
   *
   * @param looks what else has to be looked up, once the row is locked
   * @param work refuses, or changes the entity
   */
  private Uni<Void> change(
      long id, Caller caller, Lock lock, Uni<Void> looks, BiConsumer<Sequence, Standing> work) {
    return Panache.withTransaction(
        () ->
            rows.lock(TYPE, id, caller, lock, Standing::questions)
                .map(Standing::new)
                .call(standing -> looks)
                .chain(
                    standing ->
                        find("orgId = ?1 and id = ?2", caller.orgId(), id)
                            .singleResult()
                            .invoke(
                                sequence -> {
                                  sequence.writerId = caller.userId();
                                  work.accept(sequence, standing);
                                }))
                .chain(this::flush));
  }

  private static Uni<Long> defaultRuleset(Caller caller) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(DEFAULT_RULESET, Long.class)
                    .setParameter(1, caller.orgId())
                    .getSingleResult());
  }
}
