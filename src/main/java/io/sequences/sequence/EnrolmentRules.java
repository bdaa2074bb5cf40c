package io.sequences.sequence;

import io.sequences.write.Changes;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules on who may be added to a sequence. Pure: they look at what is locked, and note what is
 * wrong with the documents, of which each that is in order counts for those behind it.
 */
final class EnrolmentRules {

  /**
   * A sequence and its ruleset.
   *
   * @param mostProspects the most prospects that it takes, or null for any number
   * @param prospects how many there are in it
   * @param restSeconds the seconds that must have passed since a prospect was last touched, or null
   */
  record Target(
      boolean transactional,
      Long mostProspects,
      long prospects,
      String permitDuplicates,
      String exclusivity,
      Long restSeconds) {

    private boolean isExclusive() {
      return !exclusivity.equals("none");
    }
  }

  /** Somebody to be added. */
  record Candidate(boolean optedOut, OffsetDateTime touchedAt) {}

  /**
   * A state that a candidate has already, or gets by a document before.
   *
   * @param exclusive whether the ruleset of its sequence asks for exclusivity of any kind
   */
  record Place(long sequenceId, boolean unfinished, boolean exclusive) {}

  private final Map<Long, Target> targets;
  private final Map<Long, Candidate> candidates;
  private final Map<Long, List<Place>> places;
  private final Map<Long, Long> newcomers = new HashMap<>();
  private final OffsetDateTime now;

  /**
   * Rules for one request.
   *
   * @param places the states of each candidate
   */
  EnrolmentRules(
      Map<Long, Target> targets,
      Map<Long, Candidate> candidates,
      Map<Long, List<Place>> places,
      OffsetDateTime now) {
    this.targets = targets;
    this.candidates = candidates;
    this.places = places;
    this.now = now;
  }

  /** Notes what speaks against a new state, of whose targets both have been found. */
  void check(Changes changes) {
    Long sequenceId = changes.target("sequence");
    Long prospectId = changes.target("prospect");
    Target target = targets.get(sequenceId);
    Candidate candidate = candidates.get(prospectId);
    if (target == null || candidate == null) {
      return;
    }
    List<Place> held = places.computeIfAbsent(prospectId, nobody -> new ArrayList<>());
    List<Place> here = held.stream().filter(p -> p.sequenceId() == sequenceId).toList();
    List<String> against = new ArrayList<>();
    if (candidate.optedOut() && !target.transactional()) {
      against.add("The prospect opted out.");
    }
    if (isTooSoon(target, candidate)) {
      against.add("The prospect was touched less than " + target.restSeconds() + " seconds ago.");
    }
    if (isForbiddenAgain(target, here)) {
      against.add("The prospect is in this sequence already.");
    }
    if (isElsewhere(target, sequenceId, held)) {
      against.add("The prospect is active in another sequence.");
    }
    against.forEach(detail -> changes.refuseTarget("prospect", detail));
    long newcomer = here.isEmpty() ? 1 : 0;
    long others = newcomers.getOrDefault(sequenceId, 0L);
    if (newcomer > 0 && isFull(target, others + newcomer)) {
      changes.refuseTarget(
          "sequence", "The sequence takes at most " + target.mostProspects() + " prospects.");
    } else if (against.isEmpty()) {
      newcomers.put(sequenceId, others + newcomer);
      held.add(new Place(sequenceId, true, target.isExclusive()));
    }
  }

  private boolean isTooSoon(Target target, Candidate candidate) {
    return target.restSeconds() != null
        && candidate.touchedAt() != null
        && candidate.touchedAt().plusSeconds(target.restSeconds()).isAfter(now);
  }

  private static boolean isForbiddenAgain(Target target, List<Place> here) {
    return switch (target.permitDuplicates()) {
      case "allow" -> false;
      case "only_if_inactive" -> here.stream().anyMatch(Place::unfinished);
      default -> !here.isEmpty();
    };
  }

  private static boolean isElsewhere(Target target, long sequenceId, List<Place> held) {
    boolean any = target.exclusivity().equals("all_sequences");
    return target.isExclusive()
        && held.stream()
            .filter(place -> place.sequenceId() != sequenceId && place.unfinished())
            .anyMatch(place -> any || place.exclusive());
  }

  private static boolean isFull(Target target, long newProspects) {
    return target.mostProspects() != null
        && target.prospects() + newProspects > target.mostProspects();
  }
}
