package io.sequences.story;

import io.sequences.support.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the figures of a sequence ought to be, counted from the events themselves as the contract
 * says, with none of the service's means. Whoever replies first ends a state; nobody is paused.
 */
final class StoryModel {

  /** The kinds that a figure counts, by the figure. */
  private static final Map<String, String> FIGURES =
      Map.of(
          "scheduleCount", "scheduled",
          "deliverCount", "delivered",
          "bounceCount", "bounced",
          "failureCount", "failed",
          "openCount", "opened",
          "clickCount", "clicked",
          "replyCount", "replied",
          "optOutCount", "unsubscribed");

  private static final List<String> SENTIMENTS = List.of("positive", "neutral", "negative");

  /** From the first to the furthest. */
  private static final List<String> MAILING_STATES =
      List.of("drafted", "scheduled", "failed", "delivered", "bounced", "opened", "replied");

  /** A mailing that a client created. */
  record Mailing(long id, long step, long state, long prospect) {}

  /** An event as a mailer reports it. */
  record Event(
      long mailing, String kind, Instant at, boolean bot, String sentiment, boolean stranger) {

    static Event of(long mailing, String kind, Instant at) {
      return new Event(mailing, kind, at, false, null, false);
    }

    /** As lines of a report. */
    static String[] lines(List<Event> events) {
      return events.stream().map(Event::json).toArray(String[]::new);
    }

    private String json() {
      List<String> members = new ArrayList<>();
      if (bot) {
        members.add("\"bot\":true");
      }
      if (sentiment != null) {
        members.add("\"sentiment\":\"" + sentiment + "\"");
      }
      if (stranger) {
        members.add("\"from\":\"stranger@elsewhere.example\"");
      }
      return Events.event(mailing, kind, at.toString(), members.toArray(String[]::new));
    }
  }

  /** The names of the mailing figures. */
  static Set<String> figureNames() {
    Set<String> figures = new TreeSet<>(FIGURES.keySet());
    SENTIMENTS.forEach(sentiment -> figures.add(sentiment + "ReplyCount"));
    return figures;
  }

  private final Map<Long, Mailing> mailings = new LinkedHashMap<>();
  private final Map<Long, Set<Event>> events = new HashMap<>();

  void add(Mailing mailing) {
    mailings.put(mailing.id(), mailing);
  }

  /** Takes an event; the same one again makes no difference. */
  void add(Event event) {
    events.computeIfAbsent(event.mailing(), none -> new HashSet<>()).add(event);
  }

  /** The mailing figures of these mailings. */
  Map<String, Long> figures(Predicate<Mailing> which) {
    Map<String, Long> figures = new TreeMap<>();
    FIGURES.forEach(
        (figure, kind) ->
            figures.put(
                figure,
                mailings.values().stream()
                    .filter(which)
                    .filter(mailing -> first(mailing, kind).isPresent())
                    .count()));
    for (String sentiment : SENTIMENTS) {
      figures.put(
          sentiment + "ReplyCount",
          mailings.values().stream()
              .filter(which)
              .filter(mailing -> sentiment.equals(sentiment(mailing)))
              .count());
    }
    return figures;
  }

  /** The mailing figures by the UTC day of the event, of days on which anything happened. */
  Map<String, Map<String, Long>> days(Predicate<Mailing> which) {
    Map<String, Map<String, Long>> days = new TreeMap<>();
    for (Mailing mailing : mailings.values().stream().filter(which).toList()) {
      FIGURES.forEach(
          (figure, kind) ->
              first(mailing, kind).ifPresent(event -> count(days, event.at(), figure)));
      if (sentiment(mailing) != null) {
        Instant replied = first(mailing, "replied").orElseThrow().at();
        count(days, replied, sentiment(mailing) + "ReplyCount");
      }
    }
    return days;
  }

  private static void count(Map<String, Map<String, Long>> days, Instant at, String figure) {
    days.computeIfAbsent(at.toString().substring(0, 10), day -> nothing())
        .merge(figure, 1L, Long::sum);
  }

  private static Map<String, Long> nothing() {
    Map<String, Long> figures = new TreeMap<>();
    figureNames().forEach(figure -> figures.put(figure, 0L));
    return figures;
  }

  long contactedProspects() {
    return mailings.values().stream()
        .filter(mailing -> first(mailing, "delivered").isPresent())
        .map(Mailing::prospect)
        .distinct()
        .count();
  }

  long repliedProspects() {
    return mailings.values().stream()
        .filter(mailing -> mailings(mailing.prospect()).anyMatch(this::isAnswered))
        .map(Mailing::prospect)
        .distinct()
        .count();
  }

  /** What became of the prospect in the sequence. */
  String stateOf(long prospect) {
    if (mailings(prospect).anyMatch(this::isAnswered)) {
      return "finished";
    }
    Map<String, String> ends = new LinkedHashMap<>();
    ends.put("bounced", "bounced");
    ends.put("failed", "failed");
    ends.put("unsubscribed", "opted_out");
    return ends.entrySet().stream()
        .filter(end -> mailings(prospect).anyMatch(m -> first(m, end.getKey()).isPresent()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("active");
  }

  String stateOf(Mailing mailing) {
    return MAILING_STATES.stream()
        .filter(state -> state.equals("drafted") || first(mailing, state).isPresent())
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  long times(Mailing mailing, String kind) {
    return of(mailing, kind).size();
  }

  Iterable<Mailing> mailings() {
    return mailings.values();
  }

  private Stream<Mailing> mailings(long prospect) {
    return mailings.values().stream().filter(mailing -> mailing.prospect() == prospect);
  }

  private boolean isAnswered(Mailing mailing) {
    return of(mailing, "replied").stream().anyMatch(event -> !event.stranger());
  }

  private String sentiment(Mailing mailing) {
    return of(mailing, "replied").stream()
        .filter(event -> event.sentiment() != null)
        .min(Comparator.comparing(Event::at))
        .map(Event::sentiment)
        .orElse(null);
  }

  private Optional<Event> first(Mailing mailing, String kind) {
    return of(mailing, kind).stream().min(Comparator.comparing(Event::at));
  }

  private List<Event> of(Mailing mailing, String kind) {
    return events.getOrDefault(mailing.id(), Set.of()).stream()
        .filter(event -> event.kind().equals(kind) && !event.bot())
        .toList();
  }
}
