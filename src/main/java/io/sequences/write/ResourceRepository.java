package io.sequences.write;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.catalog.Action;
import io.sequences.catalog.ResourceType;
import io.sequences.database.Organisations;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.write.Rows.Lock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Writes resources of one type, each write in a transaction of its own that holds the rows it is
 * about. What all types have in common is done here: locks in the documented order, visibility and
 * rights asked in SQL by the rules that reads use, targets of relationships, ids, and the order of
 * it all. A type's own repository adds its rules, by overriding what is protected.
 *
 * @param <E> the resource as it is written
 */
public abstract class ResourceRepository<E extends ResourceEntity>
    implements PanacheRepositoryBase<E, Long> {

  private final ResourceType type;
  private final Supplier<E> blank;
  protected final Rows rows;

  @Inject Targets targets;
  @Inject Organisations organisations;

  /**
   * A repository.
   *
   * @param blank makes a resource with the defaults of a create
   */
  protected ResourceRepository(ResourceType type, Supplier<E> blank, Rows rows) {
    this.type = type;
    this.blank = blank;
    this.rows = rows;
  }

  /** The type of what it writes. */
  public ResourceType type() {
    return type;
  }

  /** Creates resources, all or none, and gives their ids in the same order. */
  public Uni<List<Long>> create(List<Changes> documents, Caller caller) {
    List<Draft<E>> drafts = new ArrayList<>();
    for (Changes document : documents) {
      drafts.add(new Draft<>(blank.get(), document));
      drafts.get(drafts.size() - 1).entity().begin(caller);
    }
    return organisations.session(
        caller.orgId(),
        () ->
            targets
                .imply(type, documents, caller)
                .chain(() -> lockParents(documents, caller))
                .chain(() -> targets.checkTargets(type, documents, caller, true))
                .chain(() -> targets.requireChangeable(type, documents, caller))
                .chain(() -> onCreate(drafts, caller))
                .invoke(() -> Changes.throwIfAnyFaulty(documents))
                .chain(() -> rows.newIds(type, drafts.size()))
                .invoke(ids -> number(drafts, ids))
                .call(() -> persist(drafts.stream().map(Draft::entity)))
                .call(this::flush)
                .call(() -> afterCreate(drafts, caller)));
  }

  private static <E extends ResourceEntity> void number(List<Draft<E>> drafts, List<Long> ids) {
    for (int i = 0; i < ids.size(); i++) {
      drafts.get(i).entity().id = ids.get(i);
    }
  }

  /** Changes a resource. */
  public Uni<Void> update(long id, Changes changes, Caller caller) {
    return write(
        id,
        caller,
        updateLock(changes),
        (entity, standing) -> {
          require(standing.writable());
          return targets
              .checkTargets(type, List.of(changes), caller, false)
              .chain(() -> onUpdate(entity, changes, standing.facts(), caller))
              .invoke(changes::throwIfFaulty);
        });
  }

  /** Does to a resource what an action does. */
  public Uni<Void> act(Action action, ActionParams params, long id, Caller caller) {
    return write(
        id,
        caller,
        Lock.CHANGE,
        (entity, standing) -> {
          require(permits(action, standing.writable(), standing.facts()));
          return onAction(action, params, entity, standing.facts(), caller);
        });
  }

  /** Deletes a resource. */
  public Uni<Void> delete(long id, Caller caller) {
    return write(
        id,
        caller,
        deleteLock(),
        (entity, standing) -> {
          require(standing.deletable());
          return onDelete(entity, standing.facts(), caller);
        });
  }

  /** How the resource stands towards the caller, as the database says under the row's lock. */
  private record Standing(boolean writable, boolean deletable, List<Boolean> facts) {
    Standing(List<Boolean> answers) {
      this(answers.get(0), answers.get(1), answers.subList(2, answers.size()));
    }
  }

  private Uni<Void> write(
      long id, Caller caller, Lock lock, BiFunction<E, Standing, Uni<Void>> work) {
    return organisations.session(
        caller.orgId(),
        () ->
            lockParents(id, caller)
                .chain(() -> rows.lock(type, id, caller, lock, this::questions))
                .map(Standing::new)
                .chain(
                    standing ->
                        find("orgId = ?1 and id = ?2", caller.orgId(), id)
                            .singleResult()
                            .invoke(entity -> entity.writtenBy(caller))
                            .call(entity -> work.apply(entity, standing)))
                .call(this::flush)
                .chain(entity -> afterChange(entity, caller)));
  }

  private List<String> questions(Visibility visibility) {
    List<String> questions = new ArrayList<>();
    questions.add(visibility.writable(type, "t"));
    questions.add(visibility.deletable(type, "t"));
    questions.addAll(facts(visibility));
    return questions;
  }

  private Uni<Void> lockParents(List<Changes> documents, Caller caller) {
    Uni<Void> locked = Uni.createFrom().voidItem();
    for (String parent : parents()) {
      locked = locked.chain(() -> targets.lockTargets(type, parent, documents, caller));
    }
    return locked;
  }

  private Uni<Void> lockParents(long id, Caller caller) {
    Uni<Void> locked = Uni.createFrom().voidItem();
    for (String parent : parents()) {
      locked = locked.chain(() -> targets.lockTarget(type, parent, id, caller));
    }
    return locked;
  }

  private void require(boolean permitted) {
    if (!permitted) {
      throw new ApiException(
          ErrorCode.UNAUTHORIZED_REQUEST,
          "The " + type.name() + " may not be changed by this caller.");
    }
  }

  // What a type adds.

  /**
   * The relationships whose targets every write locks first, in the documented order: prospects,
   * then sequences.
   */
  protected List<String> parents() {
    return List.of();
  }

  /**
   * What the rules have to know of a row {@code t} that is changed: SQL conditions, answered under
   * its lock.
   */
  protected List<String> facts(Visibility visibility) {
    return List.of();
  }

  /** How strong a lock a change needs. */
  protected Lock updateLock(Changes changes) {
    return Lock.CHANGE;
  }

  /** How strong a lock a delete needs. */
  protected Lock deleteLock() {
    return Lock.CHANGE;
  }

  /**
   * Notes in the documents what is against the rules, and sets on the drafts what they ask for. The
   * parents are locked, and targets that are not there have been noted.
   */
  protected Uni<Void> onCreate(List<Draft<E>> drafts, Caller caller) {
    drafts.forEach(draft -> draft.changes().applyTo(draft.entity()));
    return Uni.createFrom().voidItem();
  }

  /** Does what follows from new resources, in the same transaction. */
  protected Uni<Void> afterCreate(List<Draft<E>> drafts, Caller caller) {
    return Uni.createFrom().voidItem();
  }

  /** Notes in the document what is against the rules, and sets what it asks for. */
  protected Uni<Void> onUpdate(E entity, Changes changes, List<Boolean> facts, Caller caller) {
    changes.applyTo(entity);
    return Uni.createFrom().voidItem();
  }

  /** Refuses, or takes the resource away. */
  protected Uni<Void> onDelete(E entity, List<Boolean> facts, Caller caller) {
    return delete(entity);
  }

  /** Whether the caller may do this. */
  protected boolean permits(Action action, boolean writable, List<Boolean> facts) {
    return writable;
  }

  /** Refuses, or does what an action does. */
  protected Uni<Void> onAction(
      Action action, ActionParams params, E entity, List<Boolean> facts, Caller caller) {
    throw new IllegalStateException("The type " + type + " has no action " + action.name());
  }

  /** Does what follows from a change, a delete or an action, in the same transaction. */
  protected Uni<Void> afterChange(E entity, Caller caller) {
    return Uni.createFrom().voidItem();
  }
}
