package io.sequences.sequence;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.NOT_NEGATIVE;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.ResourceType;

/** The resource type "ruleset": who may be added to the sequences that name it. */
public final class RulesetType {

  /** The declaration. */
  public static final ResourceType TYPE =
      ResourceType.named("ruleset", "rulesets", "Rules on who may be added to a sequence.")
          .timestamps()
          .stored("name", text(255), "The name of the ruleset.")
          .stored(
              "permitDuplicateProspects",
              oneOf("allow", "disallow", "only_if_inactive"),
              "Whether a prospect may be in a sequence more than once.")
          .stored(
              "sequenceExclusivity",
              oneOf("all_sequences", "exclusive_sequences", "none"),
              "Which other sequences a prospect must not be active in.")
          .nullable(
              "minimumProspectTouchedInterval",
              NOT_NEGATIVE,
              "The seconds that must have passed since the prospect was last touched.")
          .stored("includeUnsubscribeLinks", BOOLEAN, "Whether mailings carry an unsubscribe link.")
          .stored("isDefault", BOOLEAN, "Whether new sequences get this ruleset.")
          .build();

  private RulesetType() {}
}
