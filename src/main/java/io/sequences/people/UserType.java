package io.sequences.people;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;

/** The resource type "user": somebody whose token was seen. */
public final class UserType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("user", "users", "A user of the organisation.")
          .writtenTo(User.class, Operation.UPDATE)
          .table("app_user")
          .visibleBy(VisibleBy.USER)
          .timestamps()
          .nullable("email", text(255), "The email address of the user.")
          .nullable(
              "firstName", text(255), (u, v) -> u.firstName = v, "The first name of the user.")
          .nullable("lastName", text(255), (u, v) -> u.lastName = v, "The last name of the user.")
          .nullableDerived(
              "name",
              text(511),
              "nullif(concat_ws(' ', t.first_name, t.last_name), '')",
              "The full name of the user.")
          .stored("locked", BOOLEAN, "Whether the user is locked out.")
          .build();

  private UserType() {}
}
