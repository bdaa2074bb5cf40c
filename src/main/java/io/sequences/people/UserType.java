package io.sequences.people;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.ResourceType;

/** The resource type "user": somebody whose token was seen. */
public final class UserType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("user", "users", "A user of the organisation.")
          .table("app_user")
          .timestamps()
          .nullable("email", text(255), "The email address of the user.")
          .nullable("firstName", text(255), "The first name of the user.")
          .nullable("lastName", text(255), "The last name of the user.")
          .nullableDerived(
              "name",
              text(511),
              "nullif(concat_ws(' ', t.first_name, t.last_name), '')",
              "The full name of the user.")
          .stored("locked", BOOLEAN, "Whether the user is locked out.")
          .build();

  private UserType() {}
}
