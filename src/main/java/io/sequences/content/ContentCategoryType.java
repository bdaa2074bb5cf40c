package io.sequences.content;

import static io.sequences.catalog.Values.notBlank;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;

/** The resource type "contentCategory": a collection that sequences are filed under. */
public final class ContentCategoryType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("contentCategory", "contentCategories", "A collection of content.")
          .writtenTo(ContentCategory.class, Operation.CREATE, Operation.UPDATE, Operation.DELETE)
          .timestamps()
          .stored("name", notBlank(255), (c, v) -> c.name = v, "The name of the collection.")
          .nullable("color", text(255), (c, v) -> c.color = v, "The colour in which it is shown.")
          .neededByCreate("name")
          .toOne("creator", "user", "The creator of the collection.")
          .build();

  private ContentCategoryType() {}
}
