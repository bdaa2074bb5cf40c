package io.sequences.writing;

import java.util.List;
import java.util.Map;

/** What a create that leaves an attribute out gives it; whatever is not here is null. */
final class Defaults {

  private Defaults() {}

  static Map<String, Object> of(String type) {
    return switch (type) {
      case "prospect" -> Map.of("emails", List.of(), "tags", List.of(), "optedOut", false);
      case "ruleset" ->
          Map.of(
              "permitDuplicateProspects",
              "disallow",
              "sequenceExclusivity",
              "none",
              "includeUnsubscribeLinks",
              false,
              "isDefault",
              false);
      case "mailing" ->
          Map.of(
              "state",
              "drafted",
              "mailingType",
              "sequence",
              "retryCount",
              0,
              "trackOpens",
              true,
              "trackLinks",
              true);
      case "task" -> Map.of("state", "incomplete");
      case "call" -> Map.of("direction", "outbound");
      default -> Map.of();
    };
  }
}
