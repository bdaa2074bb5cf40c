package io.sequences.sequence;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.write.Changes;
import io.sequences.write.Draft;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.sequences.write.Rows.Lock;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Writes rulesets. Every organisation has one default at any time: making another one the default
 * takes that from the one before.
 */
@Singleton
class RulesetRepository extends ResourceRepository<Ruleset> {

  private static final String IN_USE =
      "exists (select 1 from sequence s where s.org_id = t.org_id and s.ruleset_id = t.id"
          + " and s.deleted_at is null)";

  RulesetRepository(Rows rows) {
    super(RulesetType.TYPE, Ruleset::new, rows);
  }

  /** Sequences that are being given the ruleset count. */
  @Override
  protected Lock deleteLock() {
    return Lock.REFERENCES;
  }

  @Override
  protected List<String> facts(Visibility visibility) {
    return List.of(IN_USE);
  }

  @Override
  protected Uni<Void> onCreate(List<Draft<Ruleset>> drafts, Caller caller) {
    Draft<Ruleset> draft = drafts.get(0);
    draft.changes().applyTo(draft.entity());
    return draft.entity().isDefault ? demoteOthers(caller) : Uni.createFrom().voidItem();
  }

  @Override
  protected Uni<Void> onUpdate(
      Ruleset ruleset, Changes changes, List<Boolean> facts, Caller caller) {
    boolean before = ruleset.isDefault;
    changes.applyTo(ruleset);
    if (before && !ruleset.isDefault) {
      changes.refuse("isDefault", "Make another ruleset the default instead: one has to be it.");
    }
    return ruleset.isDefault && !before ? demoteOthers(caller) : Uni.createFrom().voidItem();
  }

  /** Deleted sequences, which the database keeps, are handed to the default. */
  @Override
  protected Uni<Void> onDelete(Ruleset ruleset, List<Boolean> facts, Caller caller) {
    if (ruleset.isDefault) {
      throw new ApiException(ErrorCode.VALIDATION_ERROR, "The default ruleset cannot be deleted.");
    }
    if (facts.get(0)) {
      throw new ApiException(
          ErrorCode.VALIDATION_ERROR, "A ruleset that sequences use cannot be deleted.");
    }
    Statement statement =
        new Statement()
            .add("update sequence t set ruleset_id = (select r.id from ruleset r")
            .add(" where r.org_id = t.org_id and r.is_default) where t.org_id = ");
    statement.add(statement.bind(caller.orgId()));
    statement.add(" and t.ruleset_id = " + statement.bind(ruleset.id));
    return statement.execute().chain(() -> delete(ruleset));
  }

  /** One move of the default waits for another, on the organisation's row. */
  private static Uni<Void> demoteOthers(Caller caller) {
    Statement turn = new Statement().add("select o.id, true from organization o where o.id = ");
    turn.add(turn.bind(caller.orgId()) + " for no key update");
    Statement statement = new Statement().add("update ruleset t set is_default = false,");
    statement.add(" updated_at = now(), version = t.version + 1 where t.is_default");
    statement.add(" and t.org_id = " + statement.bind(caller.orgId()));
    return turn.rows().chain(statement::execute).replaceWithVoid();
  }
}
