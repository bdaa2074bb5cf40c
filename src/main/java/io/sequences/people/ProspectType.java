package io.sequences.people;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.listOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.ResourceType;

/** The resource type "prospect": somebody to be engaged. */
public final class ProspectType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("prospect", "prospects", "Somebody to be engaged.")
          .softDeleted()
          .timestamps()
          .nullable("firstName", text(255), "The first name of the prospect.")
          .nullable("lastName", text(255), "The last name of the prospect.")
          .stored("emails", listOf(100, 320), "The email addresses, the preferred one first.")
          .nullable("company", text(255), "The company the prospect works for.")
          .nullable("title", text(255), "The job title of the prospect.")
          .stored("tags", listOf(100, 255), "A list of tag values of the prospect.")
          .derived(
              "optedOut",
              BOOLEAN,
              "t.opted_out_at is not null",
              "Whether the prospect opted out of mailings.")
          .nullable("optedOutAt", MOMENT, "The date and time the prospect opted out.")
          .nullable("touchedAt", MOMENT, "The date and time the prospect was last touched.")
          .nullable("engagedAt", MOMENT, "The date and time the prospect last engaged.")
          .toOne("owner", "user", "The owner of the prospect.")
          .build();

  private ProspectType() {}
}
