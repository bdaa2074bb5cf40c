package io.sequences.content;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.write.ResourceRepository;
import io.sequences.write.Rows;
import io.sequences.write.Rows.Lock;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes content categories; one that is deleted takes its memberships with it. */
@Singleton
class ContentCategoryRepository extends ResourceRepository<ContentCategory> {

  ContentCategoryRepository(Rows rows) {
    super(ContentCategoryType.TYPE, ContentCategory::new, rows);
  }

  /** Memberships that are being added count. */
  @Override
  protected Lock deleteLock() {
    return Lock.REFERENCES;
  }

  @Override
  protected List<String> facts(Visibility visibility) {
    String changeable = visibility.changeable(ContentCategoryMembershipType.TYPE, "p");
    return List.of(
        "exists (select 1 from content_category_membership p where p.org_id = t.org_id"
            + " and p.content_category_id = t.id and not "
            + changeable
            + ")");
  }

  /** What hangs on a sequence is changed by whoever may change the sequence, here too. */
  @Override
  protected boolean permitsDelete(boolean deletable, List<Boolean> facts) {
    if (facts.get(0)) {
      throw new ApiException(
          ErrorCode.UNAUTHORIZED_REQUEST,
          "The content category has memberships that may not be changed by this caller.");
    }
    return deletable;
  }

  @Override
  protected Uni<Void> onDelete(ContentCategory category, List<Boolean> facts, Caller caller) {
    Statement statement =
        new Statement().add("delete from content_category_membership t where t.org_id = ");
    statement.add(statement.bind(category.orgId));
    statement.add(" and t.content_category_id = " + statement.bind(category.id));
    return statement.execute().chain(() -> delete(category));
  }
}
