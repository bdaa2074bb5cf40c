package io.sequences.mailing;

import io.sequences.access.Caller;
import io.sequences.write.Changes;
import io.sequences.write.Draft;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
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
    drafts.forEach(draft -> MailingRules.create(draft.entity(), draft.changes()));
    return refuseTaken(drafts.stream().map(Draft::changes).toList(), 0, caller);
  }

  @Override
  protected Uni<Void> onUpdate(
      Mailing mailing, Changes changes, List<Boolean> facts, Caller caller) {
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
