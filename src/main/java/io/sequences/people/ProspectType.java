package io.sequences.people;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.listOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;

/** The resource type "prospect": somebody to be engaged. */
public final class ProspectType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("prospect", "prospects", "Somebody to be engaged.")
          .writtenTo(
              Prospect.class,
              Operation.CREATE,
              Operation.CREATE_MANY,
              Operation.UPDATE,
              Operation.DELETE)
          .softDeleted()
          .timestamps()
          .nullable(
              "firstName", text(255), (p, v) -> p.firstName = v, "The first name of the prospect.")
          .nullable(
              "lastName", text(255), (p, v) -> p.lastName = v, "The last name of the prospect.")
          .stored(
              "emails",
              listOf(100, 320),
              (p, v) -> p.emails = v,
              "The email addresses, the preferred one first.")
          .nullable(
              "company", text(255), (p, v) -> p.company = v, "The company the prospect works for.")
          .nullable("title", text(255), (p, v) -> p.title = v, "The job title of the prospect.")
          .stored("tags", listOf(100, 255), (p, v) -> p.tags = v, "A list of tag values of it.")
          .derived(
              "optedOut",
              BOOLEAN,
              "t.opted_out_at is not null",
              Prospect::optOut,
              "Whether the prospect opted out of mailings.")
          .nullable("optedOutAt", MOMENT, "The date and time the prospect opted out.")
          .nullable("touchedAt", MOMENT, "The date and time the prospect was last touched.")
          .nullable("engagedAt", MOMENT, "The date and time the prospect last engaged.")
          .toOne("owner", "user", true, (p, id) -> p.ownerId = id, "The owner of the prospect.")
          .build();

  private ProspectType() {}
}
