package io.sequences.story;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.elements;
import static io.sequences.support.Resources.id;
import static io.sequences.support.Resources.json;
import static io.sequences.support.Resources.pages;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.story.StoryModel.Event;
import io.sequences.story.StoryModel.Mailing;
import io.sequences.support.Api;
import io.sequences.support.Events;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A whole sequence from its creation to its last reply, over HTTP as a CRM and a mailer drive it:
 * events come twice, shuffled and late. At every stage all figures are those of a model that counts
 * the events itself.
 */
@QuarkusTest
class WholeStoryTest {

  private static final int PROSPECTS = 200;
  private static final Instant START = Instant.parse("2026-03-01T20:00:00.000Z");

  private final Api ada = Api.of("whole-story", "ada");
  private final StoryModel model = new StoryModel();
  private final Random random = new Random(20_260_301);
  private final List<Event> everything = new ArrayList<>();

  /** What the mailer has not reported yet. */
  private final List<Event> late = new ArrayList<>();

  private long sequence;
  private List<Long> steps;
  private List<JsonNode> states;

  @Test
  void everyFigureIsExactAtEveryStage() {
    createSequence();
    check();
    enrol();
    check();
    List<Mailing> first = schedule(steps.get(0), prospects());
    check();
    deliver(first, START);
    check();
    engage(first, START.plus(2, ChronoUnit.HOURS));
    check();
    reply(first, START.plus(9, ChronoUnit.HOURS));
    check();
    List<Mailing> second =
        schedule(
            steps.get(2),
            prospects().stream().filter(each -> model.stateOf(each).equals("active")).toList());
    deliver(second, START.plus(3, ChronoUnit.DAYS));
    engage(second, START.plus(4, ChronoUnit.DAYS));
    unsubscribe(second, START.plus(5, ChronoUnit.DAYS));
    check();
    report(List.of(), 0);
    assertThat(late).isEmpty();
    check();
    sendEverythingAgain();
    check();
  }

  private void createSequence() {
    sequence =
        ada.createSequence("\"name\":\"The whole story\",\"secondaryReplyAction\":\"continue\"");
    steps =
        List.of("auto_email", "call", "auto_email").stream()
            .map(
                type ->
                    created(
                            "/sequenceSteps",
                            "{\"data\":{\"type\":\"sequenceStep\",\"attributes\":{\"stepType\":\""
                                + type
                                + "\",\"interval\":259200},\"relationships\":{"
                                + to("sequence", sequence)
                                + "}}}")
                        .get(0))
            .map(step -> id(step))
            .toList();
    ada.post("/sequences/" + sequence + "/actions/activate").statusCode(200);
  }

  private void enrol() {
    List<JsonNode> prospects =
        bulk(
            "prospects",
            IntStream.range(0, PROSPECTS).boxed().toList(),
            i ->
                "{\"type\":\"prospect\",\"attributes\":{\"firstName\":\"P"
                    + i
                    + "\",\"emails\":[\"p"
                    + i
                    + "@example.com\"]}}");
    states =
        bulk(
            "sequenceStates",
            prospects,
            prospect ->
                "{\"type\":\"sequenceState\",\"relationships\":{"
                    + to("sequence", sequence)
                    + ","
                    + to("prospect", id(prospect))
                    + "}}");
  }

  private List<Long> prospects() {
    return states.stream().map(WholeStoryTest::prospect).toList();
  }

  private static long prospect(JsonNode state) {
    return state.at("/relationships/prospect/data/id").longValue();
  }

  /** Each names its sequence state only, from which sequence and prospect follow. */
  private List<Mailing> schedule(long step, List<Long> to) {
    List<JsonNode> of = states.stream().filter(state -> to.contains(prospect(state))).toList();
    List<JsonNode> created =
        bulk(
            "mailings",
            of,
            state ->
                "{\"type\":\"mailing\",\"attributes\":{\"state\":\"scheduled\",\"scheduledAt\":\""
                    + START
                    + "\"},\"relationships\":{"
                    + to("sequenceState", id(state))
                    + ","
                    + to("sequenceStep", step)
                    + "}}");
    List<Mailing> mailings = new ArrayList<>();
    for (int i = 0; i < created.size(); i++) {
      long mailing = id(created.get(i));
      mailings.add(new Mailing(mailing, step, id(of.get(i)), prospect(of.get(i))));
      model.add(mailings.get(i));
      model.add(Event.of(mailing, "scheduled", START));
    }
    return mailings;
  }

  private void deliver(List<Mailing> mailings, Instant from) {
    List<Event> events = new ArrayList<>();
    for (Mailing mailing : mailings) {
      int luck = random.nextInt(100);
      if (luck < 3) {
        events.add(Event.of(mailing.id(), "failed", soonAfter(from)));
      }
      if (luck < 97) {
        events.add(Event.of(mailing.id(), "delivered", soonAfter(from)));
      }
      if (luck > 94) {
        events.add(Event.of(mailing.id(), "bounced", soonAfter(from)));
      }
    }
    report(events, 15);
  }

  /** Opens, clicks with and without them, and machines that open everything. */
  private void engage(List<Mailing> mailings, Instant from) {
    List<Event> events = new ArrayList<>();
    for (Mailing mailing : mailings) {
      for (int i = random.nextInt(4); i > 0; i--) {
        events.add(Event.of(mailing.id(), "opened", soonAfter(from)));
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        events.add(Event.of(mailing.id(), "clicked", soonAfter(from)));
      }
      events.add(new Event(mailing.id(), "opened", soonAfter(from), true, null, false));
      events.add(new Event(mailing.id(), "clicked", soonAfter(from), true, null, false));
    }
    report(events, 15);
  }

  private void reply(List<Mailing> mailings, Instant from) {
    List<String> sentiments = new ArrayList<>(List.of("positive", "neutral", "negative"));
    sentiments.add(null);
    List<Event> events = new ArrayList<>();
    for (Mailing mailing : mailings) {
      for (int i = random.nextInt(6); i > 3; i--) {
        String sentiment = sentiments.get(random.nextInt(sentiments.size()));
        boolean stranger = random.nextInt(4) == 0;
        events.add(new Event(mailing.id(), "replied", soonAfter(from), false, sentiment, stranger));
      }
    }
    report(events, 15);
  }

  private void unsubscribe(List<Mailing> mailings, Instant from) {
    List<Event> events = new ArrayList<>();
    for (Mailing mailing : mailings) {
      if (random.nextInt(5) == 0) {
        events.add(Event.of(mailing.id(), "unsubscribed", soonAfter(from)));
        events.add(Event.of(mailing.id(), "markedAsSpam", soonAfter(from)));
      }
    }
    report(events, 0);
  }

  private Instant soonAfter(Instant moment) {
    return moment.plusMillis(random.nextInt(6 * 3_600_000));
  }

  /** Sends events with what was held back before, some twice, in any order. */
  private void report(List<Event> events, int percentLate) {
    List<Event> sent = new ArrayList<>(late);
    late.clear();
    for (Event event : events) {
      (random.nextInt(100) < percentLate ? late : sent).add(event);
    }
    everything.addAll(sent);
    sent.forEach(model::add);
    sent.addAll(sent.stream().filter(event -> random.nextInt(5) == 0).toList());
    Collections.shuffle(sent, random);
    if (!sent.isEmpty()) {
      JsonNode report = Events.by(ada).report(lines(sent));
      long distinct = sent.stream().distinct().count();
      Events.assertMeta(report, distinct, sent.size() - distinct, 0, 0);
    }
  }

  private void sendEverythingAgain() {
    Collections.shuffle(everything, random);
    Events.assertMeta(Events.by(ada).report(lines(everything)), 0, everything.size(), 0, 0);
  }

  private static String[] lines(List<Event> events) {
    return events.stream().map(Event::json).toArray(String[]::new);
  }

  private void check() {
    JsonNode resource = document(ada.get("/sequences/" + sequence)).get("data");
    assertThat(figures(resource)).isEqualTo(model.figures(any -> true));
    assertThat(number(resource, "numContactedProspects")).isEqualTo(model.contactedProspects());
    assertThat(number(resource, "numRepliedProspects")).isEqualTo(model.repliedProspects());
    assertThat(number(resource, "sequenceStepCount")).isEqualTo(3);
    assertThat(number(resource, "durationInDays")).isEqualTo(9);
    for (JsonNode step : all("sequenceSteps")) {
      assertThat(figures(step)).isEqualTo(model.figures(mailing -> mailing.step() == id(step)));
    }
    for (JsonNode state : all("sequenceStates")) {
      assertThat(figures(state)).isEqualTo(model.figures(mailing -> mailing.state() == id(state)));
      assertThat(text(state, "state")).isEqualTo(model.stateOf(prospect(state)));
    }
    Map<String, Map<String, Long>> days = new TreeMap<>();
    all("sequenceDailyStats").forEach(day -> days.put(text(day, "day"), figures(day)));
    assertThat(days).isEqualTo(model.days(any -> true));
    checkMailings();
  }

  private void checkMailings() {
    Map<Long, JsonNode> mailings =
        all("mailings").stream().collect(Collectors.toMap(each -> id(each), each -> each));
    for (Mailing mailing : model.mailings()) {
      JsonNode resource = mailings.remove(mailing.id());
      assertThat(text(resource, "state")).isEqualTo(model.stateOf(mailing));
      assertThat(number(resource, "openCount")).isEqualTo(model.times(mailing, "opened"));
      assertThat(number(resource, "clickCount")).isEqualTo(model.times(mailing, "clicked"));
    }
    assertThat(mailings).isEmpty();
  }

  private List<JsonNode> all(String collection) {
    String path = "/" + collection + "?filter[sequence][id]=" + sequence + "&page[size]=150";
    return pages(ada, path, "next").stream().flatMap(page -> data(page).stream()).toList();
  }

  private Map<String, Long> figures(JsonNode resource) {
    Map<String, Long> figures = new TreeMap<>();
    model
        .figures(any -> true)
        .keySet()
        .forEach(figure -> figures.put(figure, number(resource, figure)));
    return figures;
  }

  private static long number(JsonNode resource, String attribute) {
    return resource.get("attributes").get(attribute).longValue();
  }

  private static String text(JsonNode resource, String attribute) {
    return resource.get("attributes").get(attribute).textValue();
  }

  private <T> List<JsonNode> bulk(String collection, List<T> items, Function<T, String> resource) {
    String resources = items.stream().map(resource).collect(Collectors.joining(","));
    return created("/" + collection, "{\"data\":[" + resources + "]}");
  }

  private List<JsonNode> created(String path, String body) {
    JsonNode data = json(ada.post(path, body).statusCode(201).extract().asString()).get("data");
    return data.isArray() ? elements(data) : List.of(data);
  }

  private static String to(String type, long id) {
    return "\"%s\":{\"data\":{\"type\":\"%s\",\"id\":%d}}".formatted(type, type, id);
  }
}
