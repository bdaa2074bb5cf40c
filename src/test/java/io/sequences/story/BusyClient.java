package io.sequences.story;

import static io.sequences.support.Resources.elements;
import static io.sequences.support.Resources.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.ValidatableResponse;
import io.sequences.story.BusyWorld.BusySequence;
import io.sequences.story.StoryModel.Event;
import io.sequences.story.StoryModel.Mailing;
import io.sequences.support.Api;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.ResourceObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A client that does by chance whatever clients do, accepts no answer but those documented, and
 * tells the world what it was answered.
 */
final class BusyClient {

  private static final Instant START = Instant.parse("2026-03-01T20:00:00.000Z");
  private static final List<String> KINDS =
      List.of(
          "scheduled",
          "delivered",
          "opened",
          "clicked",
          "replied",
          "bounced",
          "failed",
          "unsubscribed");

  /** What a client may be told, each with its document; a deadlock would be a 409. */
  private static final Set<Integer> DOCUMENTED = Set.of(200, 201, 204, 404, 422);

  private final Api api;
  private final BusyWorld world;
  private final Random random;

  BusyClient(Api api, BusyWorld world, Random random) {
    this.api = api;
    this.world = world;
    this.random = random;
  }

  void request() {
    BusySequence sequence = any(world.sequences);
    switch (random.nextInt(12)) {
      case 0 -> documented(api.post("/sequences/" + sequence.id() + "/actions/deactivate"));
      case 1, 2 -> documented(api.post("/sequences/" + sequence.id() + "/actions/activate"));
      case 3, 4 -> enrol(sequence);
      case 5, 6 -> anyState(sequence).ifPresent(state -> schedule(sequence, state));
      case 7 -> anyState(sequence).ifPresent(this::act);
      case 8 -> anyState(sequence).ifPresent(this::call);
      case 9 -> changeProspects();
      default -> report();
    }
  }

  private void enrol(BusySequence sequence) {
    ResourceObject state =
        ResourceObject.of("sequenceState")
            .to("sequence", "sequence", sequence.id())
            .to("prospect", "prospect", any(world.prospects));
    created(api.create(state)).ifPresent(created -> sequence.states().add(id(created)));
  }

  private void schedule(BusySequence sequence, long state) {
    ResourceObject mailing =
        ResourceObject.of("mailing")
            .with("state", "scheduled")
            .with("scheduledAt", START.toString())
            .to("sequenceState", "sequenceState", state)
            .to("sequenceStep", "sequenceStep", sequence.step());
    created(api.createAll(List.of(mailing, mailing)))
        .ifPresent(created -> elements(created).forEach(each -> note(sequence, each)));
  }

  private void note(BusySequence sequence, JsonNode mailing) {
    long prospect = mailing.at("/relationships/prospect/data/id").longValue();
    long state = mailing.at("/relationships/sequenceState/data/id").longValue();
    world.add(
        sequence,
        new Mailing(id(mailing), sequence.step(), state, prospect),
        Event.of(id(mailing), "scheduled", START));
  }

  private void act(long state) {
    String action = any(List.of("pause", "resume", "resume", "finish"));
    documented(
        random.nextInt(8) == 0
            ? api.delete("/sequenceStates/" + state)
            : api.post("/sequenceStates/" + state + "/actions/" + action));
  }

  private void call(long state) {
    documented(
        api.create(
            ResourceObject.of("call")
                .with("dialedAt", "2026-03-02T10:00:00.000Z")
                .with("completedAt", "2026-03-02T10:01:00.000Z")
                .to("sequenceState", "sequenceState", state)));
  }

  private void changeProspects() {
    long prospect = any(world.prospects);
    switch (random.nextInt(6)) {
      case 0 -> documented(api.delete("/prospects/" + prospect));
      case 1 ->
          documented(api.change(ResourceObject.of("prospect").id(prospect).with("optedOut", true)));
      default -> world.addProspects(3);
    }
  }

  /** Events of several mailings, some of them known; what is unknown was purged meanwhile. */
  private void report() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<Mailing> mailings = any(world.sequences).mailings();
      if (!mailings.isEmpty()) {
        events.add(eventOf(any(mailings)));
      }
    }
    if (!events.isEmpty()) {
      JsonNode report = Events.by(api).report(Event.lines(events));
      assertThat(report.at("/meta/refused").intValue()).isZero();
      Set<String> unknown =
          elements(report.path("errors")).stream()
              .map(error -> error.at("/source/pointer").textValue())
              .collect(Collectors.toSet());
      world.add(
          IntStream.range(0, events.size())
              .filter(line -> !unknown.contains("/" + line))
              .mapToObj(events::get)
              .toList());
    }
  }

  private Event eventOf(Mailing mailing) {
    String kind = any(KINDS);
    String sentiment = kind.equals("replied") ? "neutral" : null;
    Instant at = START.plusSeconds(60L * random.nextInt(4_000));
    return new Event(mailing.id(), kind, at, false, sentiment, false);
  }

  private Optional<Long> anyState(BusySequence sequence) {
    return sequence.states().isEmpty() ? Optional.empty() : Optional.of(any(sequence.states()));
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** The data of what was created; none where the answer is a refusal. */
  private static Optional<JsonNode> created(ValidatableResponse answer) {
    String body = documented(answer);
    return Optional.of(Json.parse(body).path("data")).filter(data -> !data.isMissingNode());
  }

  private static String documented(ValidatableResponse answer) {
    String body = answer.extract().asString();
    assertThat(DOCUMENTED).as(body).contains(answer.extract().statusCode());
    return body;
  }
}
