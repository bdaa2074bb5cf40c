package io.sequences.sequence;

import static io.sequences.sequence.SequenceType.TYPE;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.sequences.access.Caller;
import io.sequences.catalog.Moment;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.write.Changes;
import io.sequences.write.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes sequences, each write in a transaction of its own that holds the sequence's row. Who may
 * do it is asked in SQL, under the lock, by the rules that reads use.
 */
@ApplicationScoped
class SequenceRepository implements PanacheRepositoryBase<Sequence, Long> {

  private static final String HAS_STEPS =
      "exists (select 1 from sequence_step p where p.org_id = t.org_id and p.sequence_id = t.id)";

  private static final String HAS_UNFINISHED_STATES =
      "exists (select 1 from sequence_state p where p.org_id = t.org_id and p.sequence_id = t.id"
          + " and p.state in ('pending', 'active', 'paused', 'disabled'))";

  private static final String DEFAULT_RULESET =
      "select r.id from ruleset r where r.org_id = ?1 and r.is_default";

  private final Rows rows;

  SequenceRepository(Rows rows) {
    this.rows = rows;
  }

  /**
   * What a write needs to know of the sequence it is about.
   *
   * @param writable whether the caller may change it
   * @param deletable whether the caller may delete it
   * @param owned whether the caller may lock and unlock it
   */
  private record Standing(
      boolean writable,
      boolean deletable,
      boolean owned,
      boolean hasSteps,
      boolean hasUnfinishedStates) {

    Standing(List<Boolean> answers) {
      this(answers.get(0), answers.get(1), answers.get(2), answers.get(3), answers.get(4));
    }
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
    return change(
        id,
        caller,
        () -> rows.checkTargets(changes, caller),
        (sequence, standing) -> {
          require(standing.writable());
          SequenceRules.update(sequence, changes, standing.hasSteps());
          changes.throwIfFaulty();
        });
  }

  /** Enables a sequence; it needs a step. */
  Uni<Void> activate(long id, Caller caller) {
    return change(
        id,
        caller,
        (sequence, standing) -> {
          require(standing.writable());
          if (!standing.hasSteps()) {
            throw new ApiException(
                ErrorCode.VALIDATION_ERROR, "A sequence without steps cannot be activated.");
          }
          sequence.enable();
        });
  }

  /** Disables a sequence. */
  Uni<Void> deactivate(long id, Caller caller) {
    return change(
        id,
        caller,
        (sequence, standing) -> {
          require(standing.writable());
          sequence.disable();
        });
  }

  /** Locks a sequence. */
  Uni<Void> lock(long id, Caller caller) {
    return change(
        id,
        caller,
        (sequence, standing) -> {
          require(standing.owned());
          sequence.lock();
        });
  }

  /** Unlocks a sequence. */
  Uni<Void> unlock(long id, Caller caller) {
    return change(
        id,
        caller,
        (sequence, standing) -> {
          require(standing.owned());
          sequence.unlock();
        });
  }

  /** Marks a sequence as deleted; its mailings and figures stay. */
  Uni<Void> delete(long id, Caller caller) {
    return change(
        id,
        caller,
        (sequence, standing) -> {
          require(standing.deletable());
          if (standing.hasUnfinishedStates()) {
            throw new ApiException(
                ErrorCode.VALIDATION_ERROR,
                "A sequence with unfinished sequence states cannot be deleted.");
          }
          sequence.deletedAt = Moment.now();
        });
  }

  private Uni<Void> change(long id, Caller caller, BiConsumer<Sequence, Standing> work) {
    return change(id, caller, () -> Uni.createFrom().voidItem(), work);
  }

  private Uni<Void> change(
      long id,
      Caller caller,
      java.util.function.Supplier<Uni<Void>> preparation,
      BiConsumer<Sequence, Standing> work) {
    return Panache.withTransaction(
        () ->
            rows.lock(
                    TYPE,
                    id,
                    caller,
                    visibility ->
                        List.of(
                            visibility.writable(TYPE, "t"),
                            visibility.deletable(TYPE, "t"),
                            visibility.owned("t"),
                            HAS_STEPS,
                            HAS_UNFINISHED_STATES))
                .map(Standing::new)
                .call(standing -> preparation.get())
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

  private static void require(boolean permitted) {
    if (!permitted) {
      throw new ApiException(
          ErrorCode.UNAUTHORIZED_REQUEST, "The sequence may not be changed by this caller.");
    }
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
