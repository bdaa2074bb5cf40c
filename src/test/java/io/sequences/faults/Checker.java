package io.sequences.faults;

import static io.sequences.faults.Outcome.OK;
import static io.sequences.faults.Outcome.REFUSED;
import static io.sequences.faults.Outcome.UNKNOWN;

import io.sequences.faults.History.Entry;
import io.sequences.faults.Operation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares what clients were told with what is there, and names whatever does not go together: what
 * was acknowledged is there, what was refused is not, and of what nobody knows some choice explains
 * the rest.
 */
final class Checker {

  /** What may be answered to each kind of request, besides 503: never another 5xx. */
  private static final Map<Kind, Set<Integer>> EXPECTED =
      Map.of(
          Kind.CREATE, Set.of(201, 409),
          Kind.INVALID_CREATE, Set.of(422),
          Kind.CREATE_WITH_USED_KEY, Set.of(422),
          Kind.UPDATE, Set.of(200, 412),
          Kind.RENAME, Set.of(200),
          Kind.DELETE, Set.of(204),
          Kind.MAILINGS, Set.of(201, 409),
          Kind.EVENTS, Set.of(200));

  private final History history;
  private final Found found;
  private final List<String> complaints = new ArrayList<>();

  private Checker(History history, Found found) {
    this.history = history;
    this.found = found;
  }

  /**
   * What does not go together, in words; nothing if all does.
   *
   * @param shared the sequences that all clients changed
   */
  static List<String> complaints(History history, Found found, List<Long> shared) {
    Checker checker = new Checker(history, found);
    checker.answers();
    checker.creates();
    checker.mailings();
    checker.opens();
    checker.figures();
    shared.forEach(
        sequence -> checker.complaints.addAll(VersionsCheck.complaints(history, found, sequence)));
    return checker.complaints;
  }

  private void complain(Entry about, String what) {
    complaints.add(about.operation().id() + ": " + what);
  }

  private void answers() {
    for (Entry entry : history.all()) {
      Set<String> bodies = new HashSet<>();
      for (Answer answer : entry.answers()) {
        int status = answer.status();
        if (status > 0
            && status != 503
            && !EXPECTED.get(entry.operation().kind()).contains(status)) {
          complain(entry, "was answered " + status + ": " + answer.body());
        }
        if (answer.outcome() == OK) {
          bodies.add(answer.body());
        }
      }
      if (bodies.size() > 1 && entry.operation().kind() != Kind.EVENTS) {
        complain(entry, "had different answers to the same request: " + bodies);
      }
    }
  }

  private void creates() {
    Map<Long, Outcome> deletes = new HashMap<>();
    history.of(Kind.DELETE).forEach(e -> deletes.put(e.operation().target(), e.outcome()));
    for (Entry entry : history.of(Kind.CREATE)) {
      List<Long> rows = found.ids().getOrDefault(entry.operation().id(), List.of());
      exists(entry, rows.size());
      if (entry.outcome() == OK && !rows.equals(List.of(entry.ok().id()))) {
        complain(entry, "was created as " + entry.ok().id() + ", and is stored as " + rows);
      }
      for (long row : rows) {
        Outcome deleted = deletes.getOrDefault(row, REFUSED);
        boolean gone = found.deleted().contains(row);
        if (gone == found.shown().containsKey(row)) {
          complain(entry, "is " + (gone ? "deleted, and shown" : "stored, and not shown"));
        }
        if (deleted == OK && !gone) {
          complain(entry, "is there, and its deletion was acknowledged");
        }
        if (deleted == REFUSED && gone) {
          complain(entry, "is deleted, and nobody did that");
        }
      }
    }
    Stream.of(Kind.INVALID_CREATE, Kind.CREATE_WITH_USED_KEY)
        .flatMap(kind -> history.of(kind).stream())
        .filter(entry -> found.ids().containsKey(entry.operation().id()))
        .forEach(entry -> complain(entry, "is there, and is not valid"));
  }

  /** There is one of what was acknowledged, none of what was refused, and else at most one. */
  private void exists(Entry entry, long times) {
    if (times > 1) {
      complain(entry, "is there " + times + " times");
    } else if (times == 0 && entry.outcome() == OK) {
      complain(entry, "is not there, and was acknowledged");
    } else if (times == 1 && entry.outcome() == REFUSED) {
      complain(entry, "is there, and was refused");
    }
  }

  private void mailings() {
    for (Entry entry : history.of(Kind.MAILINGS)) {
      String subject = entry.operation().id();
      long stored = found.mailingsStored().getOrDefault(subject, 0L);
      if (found.mailingsShown().getOrDefault(subject, 0L) != stored) {
        complain(entry, "has other mailings in the API than in the database");
      }
      if (stored % entry.operation().wants() != 0) {
        complain(entry, "is there in part: " + stored + " of " + entry.operation().wants());
      } else {
        exists(entry, stored / entry.operation().wants());
      }
    }
  }

  private void opens() {
    Map<Long, Long> least = opens(OK);
    Map<Long, Long> unknown = opens(UNKNOWN);
    found
        .opens()
        .forEach(
            (mailing, opens) -> {
              long from = least.getOrDefault(mailing, 0L);
              long to = from + unknown.getOrDefault(mailing, 0L);
              if (opens < from || opens > to) {
                complaints.add(
                    "mailing %d: was opened %d times, and ought to have been from %d to %d times"
                        .formatted(mailing, opens, from, to));
              }
            });
  }

  /** How often each mailing was opened, by reports that ended so. */
  private Map<Long, Long> opens(Outcome outcome) {
    Map<Long, Long> opens = new HashMap<>();
    history
        .of(Kind.EVENTS, outcome)
        .forEach(e -> e.operation().targets().forEach(m -> opens.merge(m, 1L, Long::sum)));
    return opens;
  }

  private void figures() {
    found
        .recounts()
        .forEach(
            (sequence, recount) -> {
              if (!found.shown().containsKey(sequence)) {
                complaints.add("sequence " + sequence + ": has mailings, and is not there");
              } else if (!found.figuresShown(sequence).equals(recount)) {
                complaints.add(
                    "sequence %d: shows %s, and a recount gives %s"
                        .formatted(sequence, found.figuresShown(sequence), recount));
              }
            });
  }
}
