package io.sequences.content;

import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;
import java.util.List;

/** The resource type "contentCategoryMembership": that a sequence is filed under a collection. */
public final class ContentCategoryMembershipType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named(
              "contentCategoryMembership",
              "contentCategoryMemberships",
              "That a sequence is filed under a content category.")
          .writtenTo(
              ContentCategoryMembership.class, Operation.CREATE, Operation.UPDATE, Operation.DELETE)
          .visibleBy(VisibleBy.SEQUENCE)
          .timestamps()
          .toOne(
              "content",
              "sequence",
              "sequence_id",
              false,
              List.of("id"),
              (m, id) -> m.sequenceId = id,
              "The sequence.")
          .toOne(
              "contentCategory",
              "contentCategory",
              false,
              (m, id) -> m.contentCategoryId = id,
              "The collection.")
          .neededByCreate("content", "contentCategory")
          .fixed("content")
          .toOne("creator", "user", "The creator of the membership.")
          .build();

  private ContentCategoryMembershipType() {}
}
