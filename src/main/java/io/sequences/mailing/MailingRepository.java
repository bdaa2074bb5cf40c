package io.sequences.mailing;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.write.Changes;
import io.sequences.write.Draft;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Writes mailings. A Message-ID names one mailing of the organisation. */
@Singleton
class MailingRepository extends ResourceRepository<Mailing> {

  MailingRepository(Rows rows) {
    super(MailingType.TYPE, Mailing::new, rows);
  }

  @Override
  protected Uni<Void> onCreate(List<Draft<Mailing>> drafts, Caller caller) {
    List<Changes> documents = drafts.stream().map(Draft::changes).toList();
    return findStates(documents, caller)
        .invoke(() -> drafts.forEach(draft -> MailingRules.create(draft.entity(), draft.changes())))
        .chain(() -> refuseTaken(documents, 0, caller));
  }

  /**
   * A mailing of a sequence to a prospect belongs to the prospect's state there, the latest,
   * whether the client names it or not: events move that state.
   */
  private static Uni<Void> findStates(List<Changes> documents, Caller caller) {
    List<Changes> stateless =
        documents.stream()
            .filter(document -> !document.hasTarget("sequenceState"))
            .filter(document -> document.target("sequence") != null)
            .filter(document -> document.target("prospect") != null)
            .toList();
    if (stateless.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Statement statement = new Statement().add("select t.sequence_id, t.prospect_id, max(t.id)");
    statement.add(" from sequence_state t where t.deleted_at is null and t.org_id = ");
    statement.add(statement.bind(caller.orgId()) + " and t.prospect_id = any (");
    statement.add(statement.bind(stateless.stream().map(each -> each.target("prospect")).toList()));
    return statement
        .add(") group by t.sequence_id, t.prospect_id")
        .rows()
        .invoke(
            rows -> {
              Map<List<Object>, Long> states = new HashMap<>();
              rows.forEach(row -> states.put(List.of(row[0], row[1]), (Long) row[2]));
              for (Changes document : stateless) {
                List<Object> place =
                    List.of(document.target("sequence"), document.target("prospect"));
                if (states.containsKey(place)) {
                  document.imply("sequenceState", states.get(place), "prospect");
                }
              }
            })
        .replaceWithVoid();
  }

  @Override
  protected List<String> facts(Visibility visibility) {
    return List.of(
        "exists (select 1 from prospect p where p.org_id = t.org_id and p.id = t.prospect_id"
            + " and p.deleted_at is not null)");
  }

  @Override
  protected Uni<Void> onUpdate(
      Mailing mailing, Changes changes, List<Boolean> facts, Caller caller) {
    if (facts.get(0)) {
      MailingRules.refuseContent(changes);
    }
    MailingRules.update(mailing, changes);
    return refuseTaken(List.of(changes), mailing.id, caller);
  }

  private static Uni<Void> refuseTaken(List<Changes> documents, long self, Caller caller) {
    List<String> wanted =
        documents.stream()
            .map(document -> (String) document.value("messageId"))
            .filter(Objects::nonNull)
            .toList();
    if (wanted.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Statement statement = new Statement().add("select t.message_id, true from mailing t");
    statement.add(" where t.org_id = " + statement.bind(caller.orgId()));
    statement.add(" and t.message_id = any (" + statement.bindTexts(wanted));
    statement.add(") and t.id <> " + statement.bind(self));
    return statement
        .rows()
        .invoke(
            rows -> {
              Set<Object> taken = new HashSet<>();
              rows.forEach(row -> taken.add(row[0]));
              for (Changes document : documents) {
                Object id = document.value("messageId");
                if (id != null && !taken.add(id)) {
                  document.refuse("messageId", "Another mailing has this Message-ID.");
                }
              }
            })
        .replaceWithVoid();
  }
}
