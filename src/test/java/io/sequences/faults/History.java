package io.sequences.faults;

import io.sequences.faults.Operation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What clients asked for and what they were told, of all of them, in the order of its happening.
 */
final class History {

  /** An operation and the answers to its requests, the same one each. */
  record Entry(Operation operation, List<Answer> answers) {

    /** Done, if any request was; refused, if none can have done anything. */
    Outcome outcome() {
      if (answers.stream().anyMatch(answer -> answer.outcome() == Outcome.OK)) {
        return Outcome.OK;
      }
      return answers.isEmpty()
              || answers.stream().anyMatch(answer -> answer.outcome() == Outcome.UNKNOWN)
          ? Outcome.UNKNOWN
          : Outcome.REFUSED;
    }

    /** The answer that told that it is done. */
    Answer ok() {
      return answers.stream()
          .filter(answer -> answer.outcome() == Outcome.OK)
          .findFirst()
          .orElseThrow();
    }
  }

  private final long start = System.nanoTime();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final StringBuilder log = new StringBuilder();

  /** Notes that something is being asked for. */
  synchronized void invoke(Operation operation) {
    entries.put(operation.id(), new Entry(operation, new CopyOnWriteArrayList<>()));
    line(operation.id(), operation.kind() + " " + operation.targets() + " " + operation.wants());
  }

  /** Notes what came back to one request of it. */
  synchronized void answer(Operation operation, Answer answer) {
    entries.get(operation.id()).answers().add(answer);
    line(operation.id(), answer.outcome() + " " + answer.status() + " " + answer.etag().orElse(""));
  }

  /** Notes what was done to the service meanwhile. */
  synchronized void fault(String what) {
    line("fault", what);
  }

  private void line(String who, String what) {
    long millis = (System.nanoTime() - start) / 1_000_000;
    log.append(millis).append(' ').append(who).append(' ').append(what).append('\n');
  }

  synchronized List<Entry> of(Kind kind) {
    return entries.values().stream().filter(entry -> entry.operation().kind() == kind).toList();
  }

  synchronized List<Entry> of(Kind kind, Outcome outcome) {
    return of(kind).stream().filter(entry -> entry.outcome() == outcome).toList();
  }

  synchronized Collection<Entry> all() {
    return List.copyOf(entries.values());
  }

  /** How many operations ended so. */
  synchronized long count(Outcome outcome) {
    return entries.values().stream().filter(entry -> entry.outcome() == outcome).count();
  }

  /** Keeps it where it can be read. */
  synchronized void writeTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, log);
  }
}
