package io.sequences.content;

import io.sequences.access.Caller;
import io.sequences.write.Changes;
import io.sequences.write.Draft;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes memberships in content categories; a sequence is filed under each category once. */
@Singleton
class ContentCategoryMembershipRepository extends ResourceRepository<ContentCategoryMembership> {

  ContentCategoryMembershipRepository(Rows rows) {
    super(ContentCategoryMembershipType.TYPE, ContentCategoryMembership::new, rows);
  }

  /** Two requests that file the same sequence wait for each other. */
  @Override
  protected List<String> parents() {
    return List.of("content");
  }

  @Override
  protected Uni<Void> onCreate(List<Draft<ContentCategoryMembership>> drafts, Caller caller) {
    Draft<ContentCategoryMembership> draft = drafts.get(0);
    draft.changes().applyTo(draft.entity());
    boolean bothThere =
        draft.changes().target("content") != null
            && draft.changes().target("contentCategory") != null;
    return bothThere
        ? requireFirst(draft.entity(), draft.changes(), 0)
        : Uni.createFrom().voidItem();
  }

  @Override
  protected Uni<Void> onUpdate(
      ContentCategoryMembership membership, Changes changes, List<Boolean> facts, Caller caller) {
    changes.applyTo(membership);
    return changes.target("contentCategory") != null
        ? requireFirst(membership, changes, membership.id)
        : Uni.createFrom().voidItem();
  }

  private static Uni<Void> requireFirst(
      ContentCategoryMembership membership, Changes changes, long id) {
    Statement statement =
        new Statement().add("select t.id, true from content_category_membership t");
    statement.add(" where t.org_id = " + statement.bind(membership.orgId));
    statement.add(" and t.sequence_id = " + statement.bind(membership.sequenceId));
    statement.add(" and t.content_category_id = " + statement.bind(membership.contentCategoryId));
    statement.add(" and t.id <> " + statement.bind(id));
    return statement
        .rows()
        .invoke(
            rows -> {
              if (!rows.isEmpty()) {
                changes.refuseTarget(
                    "contentCategory", "The sequence is in this content category already.");
              }
            })
        .replaceWithVoid();
  }
}
