package io.sequences.sequence;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.NOT_NEGATIVE;
import static io.sequences.catalog.Values.notBlank;
import static io.sequences.catalog.Values.oneOf;

import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;

/** The resource type "ruleset": who may be added to the sequences that name it. */
public final class RulesetType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("ruleset", "rulesets", "Rules on who may be added to a sequence.")
          .writtenTo(Ruleset.class, Operation.CREATE, Operation.UPDATE, Operation.DELETE)
          .timestamps()
          .neededByCreate("name")
          .stored("name", notBlank(255), (r, v) -> r.name = v, "The name of the ruleset.")
          .stored(
              "permitDuplicateProspects",
              oneOf("allow", "disallow", "only_if_inactive"),
              (r, v) -> r.permitDuplicateProspects = v,
              "Whether a prospect may be in a sequence more than once.")
          .stored(
              "sequenceExclusivity",
              oneOf("all_sequences", "exclusive_sequences", "none"),
              (r, v) -> r.sequenceExclusivity = v,
              "Which other sequences a prospect must not be active in.")
          .nullable(
              "minimumProspectTouchedInterval",
              NOT_NEGATIVE,
              (r, v) -> r.minimumProspectTouchedInterval = v,
              "The seconds that must have passed since the prospect was last touched.")
          .stored(
              "includeUnsubscribeLinks",
              BOOLEAN,
              (r, v) -> r.includeUnsubscribeLinks = v,
              "Whether mailings carry an unsubscribe link.")
          .stored(
              "isDefault",
              BOOLEAN,
              (r, v) -> r.isDefault = v,
              "Whether new sequences get this ruleset; one of the organisation is it.")
          .build();

  private RulesetType() {}
}
