package io.sequences.content;

import static io.sequences.catalog.Values.text;

import io.sequences.catalog.ResourceType;

/** The resource type "contentCategory": a collection that sequences are filed under. */
public final class ContentCategoryType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("contentCategory", "contentCategories", "A collection of content.")
          .timestamps()
          .stored("name", text(255), "The name of the collection.")
          .nullable("color", text(255), "The colour in which it is shown.")
          .toOne("creator", "user", "The creator of the collection.")
          .build();

  private ContentCategoryType() {}
}
