package io.sequences.content;

import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;

/** The resource type "contentCategoryMembership": that a sequence is filed under a collection. */
public final class ContentCategoryMembershipType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named(
              "contentCategoryMembership",
              "contentCategoryMemberships",
              "That a sequence is filed under a content category.")
          .visibleBy(VisibleBy.SEQUENCE)
          .timestamps()
          .toOne("content", "sequence", "sequence_id", "The sequence.")
          .toOne("contentCategory", "contentCategory", "The collection.")
          .toOne("creator", "user", "The creator of the membership.")
          .build();

  private ContentCategoryMembershipType() {}
}
