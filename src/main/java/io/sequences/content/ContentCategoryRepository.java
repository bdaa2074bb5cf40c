package io.sequences.content;

import io.sequences.access.Caller;
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
  protected Uni<Void> onDelete(ContentCategory category, List<Boolean> facts, Caller caller) {
    Statement statement =
        new Statement().add("delete from content_category_membership t where t.org_id = ");
    statement.add(statement.bind(category.orgId));
    statement.add(" and t.content_category_id = " + statement.bind(category.id));
    return statement.execute().chain(() -> delete(category));
  }
}
