package io.sequences.apps;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.listOf;
import static io.sequences.catalog.Values.notBlank;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;

/**
 * The resource type "app". It is no part of the catalogue: it lives beside the API that it opens,
 * and admins alone see it.
 */
public final class AppType {

  /** The most keys of one: enough to exchange them without haste. */
  static final int MOST_KEYS = 10;

  /** The most scopes of one. */
  static final int MOST_SCOPES = 100;

  private static final int LONGEST_KEY = 4_096;

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("app", "apps", "An application that calls by itself.")
          .writtenTo(App.class, Operation.CREATE, Operation.UPDATE, Operation.DELETE)
          .neededByCreate("name", "publicKeys", "scopes")
          .stored("guid", text(36), "What the tokens that it signs have to name as their `iss`.")
          .stored("name", notBlank(255), (a, v) -> a.name = v, "A label for people.")
          .stored(
              "publicKeys",
              listOf(MOST_KEYS, LONGEST_KEY),
              (a, v) -> a.publicKeys = v,
              "RSA keys of 2,048 bits or more, as PEM; each of them is good.")
          .stored(
              "scopes",
              listOf(MOST_SCOPES, 255),
              (a, v) -> a.scopes = v,
              "The most that an install of it may permit.")
          .stored(
              "configured",
              BOOLEAN,
              "Whether the service's configuration registers it, for all organisations.")
          .nullable("createdAt", MOMENT, "When it was registered; null for a configured one.")
          .nullable("updatedAt", MOMENT, "When it last changed; null for a configured one.")
          .build();

  private AppType() {}
}
