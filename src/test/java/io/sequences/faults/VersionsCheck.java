package io.sequences.faults;

import static io.sequences.faults.Outcome.OK;
import static io.sequences.faults.Outcome.UNKNOWN;

import io.sequences.faults.History.Entry;
import io.sequences.faults.Operation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what clients were told of their changes of one sequence with what it is in the end. Each
 * accepted change has a version of its own; each update writes the number after the one it read,
 * beginning with {@link #FIRST}, so every number up to the last was written by just one.
 */
final class VersionsCheck {

  /** The number that a sequence begins with. */
  static final long FIRST = 1;

  private final List<String> complaints = new ArrayList<>();
  private final long sequence;
  private final List<Entry> updates;
  private final List<Entry> unknownUpdates;
  private final List<Entry> renames;
  private final List<Entry> unknownRenames;

  private VersionsCheck(History history, long sequence) {
    this.sequence = sequence;
    updates = changes(history, Kind.UPDATE, OK);
    unknownUpdates = changes(history, Kind.UPDATE, UNKNOWN);
    renames = changes(history, Kind.RENAME, OK);
    unknownRenames = changes(history, Kind.RENAME, UNKNOWN);
  }

  private List<Entry> changes(History history, Kind kind, Outcome outcome) {
    return history.of(kind, outcome).stream()
        .filter(entry -> entry.operation().target() == sequence)
        .toList();
  }

  static List<String> complaints(History history, Found found, long sequence) {
    if (!found.shown().containsKey(sequence)) {
      return List.of("sequence " + sequence + ": is not there");
    }
    VersionsCheck check = new VersionsCheck(history, sequence);
    long last = found.number(sequence, "maxActivations");
    check.values(last);
    check.versions(
        found.shown().get(sequence).at("/meta/version").longValue(),
        last - FIRST - check.updates.size());
    check.name(found.shown().get(sequence).at("/attributes/name").textValue());
    return check.complaints;
  }

  private void complain(String what) {
    complaints.add("sequence " + sequence + ": " + what);
  }

  private void values(long last) {
    Map<Long, Entry> written = new HashMap<>();
    for (Entry update : updates) {
      Entry other = written.put(update.operation().wants(), update);
      if (other != null) {
        complain(
            "%s overwrote %s, which was accepted"
                .formatted(update.operation().id(), other.operation().id()));
      }
      if (update.operation().wants() > last) {
        complain(
            "is at %d, and %s was accepted, which made it %d"
                .formatted(last, update.operation().id(), update.operation().wants()));
      }
    }
    Set<Long> perhaps =
        unknownUpdates.stream().map(e -> e.operation().wants()).collect(Collectors.toSet());
    for (long value = FIRST + 1; value <= last; value++) {
      if (!written.containsKey(value) && !perhaps.contains(value)) {
        complain("was at " + value + ", which nobody wrote");
      }
    }
  }

  /**
   * Checks the last version.
   *
   * @param taken how many updates of which nobody knew must have been done, as the numbers show
   */
  private void versions(long last, long taken) {
    Set<Long> versions = new HashSet<>();
    Stream.concat(updates.stream(), renames.stream())
        .map(entry -> entry.ok().version())
        .forEach(
            version -> {
              if (!versions.add(version)) {
                complain("two accepted changes made version " + version);
              }
              if (version > last) {
                complain("is version " + last + ", and one accepted change made " + version);
              }
            });
    long others = last - versions.size() - taken;
    if (others < 0 || others > unknownRenames.size()) {
      complain(
          "is version %d, after %d accepted changes, %d updates that must have been done, and at most %d renames that may have been"
              .formatted(last, versions.size(), taken, unknownRenames.size()));
    }
  }

  private void name(String name) {
    boolean explained =
        unknownRenames.stream().anyMatch(entry -> entry.operation().id().equals(name))
            || renames.stream()
                .max(Comparator.comparing(entry -> entry.ok().version()))
                .map(entry -> entry.operation().id().equals(name))
                .orElse(!name.contains("-"));
    if (!explained) {
      complain("is called " + name + ", which is not what was written last");
    }
  }
}
