package io.sequences.story;

import io.sequences.story.StoryModel.Event;
import io.sequences.story.StoryModel.Mailing;
import io.sequences.support.Api;
import io.sequences.support.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A mailer to whose mailings things happen by chance. It reports them late, twice and in any order,
 * and tells the model what it has reported.
 */
final class StoryMailer {

  private final Events events;
  private final StoryModel model;
  private final Random random = new Random(20_260_301);
  private final List<Event> everything = new ArrayList<>();

  /** What has not been reported yet. */
  private final List<Event> late = new ArrayList<>();

  StoryMailer(Api api, StoryModel model) {
    this.events = Events.by(api);
    this.model = model;
  }

  void deliver(List<Mailing> mailings, Instant from) {
    List<Event> happened = new ArrayList<>();
    for (Mailing mailing : mailings) {
      int luck = random.nextInt(100);
      if (luck < 3) {
        happened.add(Event.of(mailing.id(), "failed", soonAfter(from)));
      }
      if (luck < 97) {
        happened.add(Event.of(mailing.id(), "delivered", soonAfter(from)));
      }
      if (luck > 94) {
        happened.add(Event.of(mailing.id(), "bounced", soonAfter(from)));
      }
    }
    report(happened, 15);
  }

  /** Opens, clicks with and without them, and machines that open everything. */
  void engage(List<Mailing> mailings, Instant from) {
    List<Event> happened = new ArrayList<>();
    for (Mailing mailing : mailings) {
      for (int i = random.nextInt(4); i > 0; i--) {
        happened.add(Event.of(mailing.id(), "opened", soonAfter(from)));
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        happened.add(Event.of(mailing.id(), "clicked", soonAfter(from)));
      }
      happened.add(new Event(mailing.id(), "opened", soonAfter(from), true, null, false));
      happened.add(new Event(mailing.id(), "clicked", soonAfter(from), true, null, false));
    }
    report(happened, 15);
  }

  void reply(List<Mailing> mailings, Instant from) {
    List<String> sentiments = new ArrayList<>(List.of("positive", "neutral", "negative"));
    sentiments.add(null);
    List<Event> happened = new ArrayList<>();
    for (Mailing mailing : mailings) {
      for (int i = random.nextInt(6); i > 3; i--) {
        String sentiment = sentiments.get(random.nextInt(sentiments.size()));
        boolean stranger = random.nextInt(4) == 0;
        happened.add(
            new Event(mailing.id(), "replied", soonAfter(from), false, sentiment, stranger));
      }
    }
    report(happened, 15);
  }

  void unsubscribe(List<Mailing> mailings, Instant from) {
    List<Event> happened = new ArrayList<>();
    for (Mailing mailing : mailings) {
      if (random.nextInt(5) == 0) {
        happened.add(Event.of(mailing.id(), "unsubscribed", soonAfter(from)));
        happened.add(Event.of(mailing.id(), "markedAsSpam", soonAfter(from)));
      }
    }
    report(happened, 0);
  }

  /** Reports what is still late. */
  void reportTheRest() {
    report(List.of(), 0);
  }

  /** Reports all that it ever has: the service knows each of these events. */
  void reportEverythingAgain() {
    Collections.shuffle(everything, random);
    Events.assertMeta(events.report(Event.lines(everything)), 0, everything.size(), 0, 0);
  }

  private Instant soonAfter(Instant moment) {
    return moment.plusMillis(random.nextInt(6 * 3_600_000));
  }

  /** Sends events with what was held back before, some twice, in any order. */
  private void report(List<Event> happened, int percentLate) {
    List<Event> sent = new ArrayList<>(late);
    late.clear();
    for (Event event : happened) {
      (random.nextInt(100) < percentLate ? late : sent).add(event);
    }
    everything.addAll(sent);
    sent.forEach(model::add);
    sent.addAll(sent.stream().filter(event -> random.nextInt(5) == 0).toList());
    Collections.shuffle(sent, random);
    if (!sent.isEmpty()) {
      long distinct = sent.stream().distinct().count();
      Events.assertMeta(events.report(Event.lines(sent)), distinct, sent.size() - distinct, 0, 0);
    }
  }
}
