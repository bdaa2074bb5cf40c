package io.sequences.apps;

import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.listOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;

/** The resource type "install"; no part of the catalogue, as {@link AppType} is none. */
public final class InstallType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("install", "installs", "That the organisation lets an application in.")
          .writtenTo(Install.class, Operation.CREATE, Operation.UPDATE, Operation.DELETE)
          .neededByCreate("app")
          .fixed("app")
          .stored(
              "scopes",
              listOf(AppType.MOST_SCOPES, 255),
              (i, v) -> i.scopes = v,
              "What it permits the application; all that the application asks for unless given.")
          .nullable(
              "setupToken",
              text(255),
              "A secret for the application, which uses it once, within 24 hours. The answer to the"
                  + " create shows it, and no other.")
          .nullable("setUpAt", MOMENT, "When the application used the setup token.")
          .timestamps()
          .toOne("app", "app", false, (i, id) -> i.appId = id, "The application.")
          .build();

  private InstallType() {}
}
