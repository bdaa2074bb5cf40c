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
import io.restassured.response.ValidatableResponse;
import io.sequences.story.StoryModel.Event;
import io.sequences.story.StoryModel.Mailing;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Several clients do to three sequences whatever clients do, all at once, while deltas are folded
 * and every mailing that may be purged is: at every pause the figures are those of a model that was
 * told what the answers said, and a recount finds nothing amiss.
 */
@QuarkusTest
class BusyServiceTest {

  private static final String ORGANISATION = "busy";
  private static final int CLIENTS = 6;
  private static final int ROUNDS = 3;
  private static final int REQUESTS = 30;
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

  private final Api ada = Api.of(ORGANISATION, "ada");
  private final StoryModel model = new StoryModel();
  private final Map<Long, List<Mailing>> mailings = new ConcurrentHashMap<>();
  private final Map<Long, List<Long>> states = new ConcurrentHashMap<>();
  private final List<Long> prospects = new CopyOnWriteArrayList<>();
  private final List<Long> sequences = new CopyOnWriteArrayList<>();
  private final Map<Long, Long> steps = new ConcurrentHashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void begin() {
    for (int i = 0; i < 3; i++) {
      long sequence =
          ada.createSequence("\"name\":\"busy\",\"throttleCapacity\":5,\"finishOnReply\":true");
      steps.put(
          sequence,
          id(
              one(
                  "/sequenceSteps",
                  "sequenceStep",
                  "\"stepType\":\"auto_email\",\"interval\":0",
                  to("sequence", sequence))));
      ada.post("/sequences/" + sequence + "/actions/activate").statusCode(200);
      mailings.put(sequence, new CopyOnWriteArrayList<>());
      states.put(sequence, new CopyOnWriteArrayList<>());
      sequences.add(sequence);
    }
    addProspects(60);
  }

  @AfterEach
  void end() {
    over.set(true);
    threads.shutdown();
  }

  @Test
  void everyFigureIsExactAtEveryPause() throws Exception {
    long deadlocks = deadlocks();
    Future<?> fold = repeat("select run_fold(500)");
    Future<?> purge =
        repeat(
            "select purged from purge_mailings("
                + Db.org(ORGANISATION)
                + ", now(), null, null, 20)");
    for (int round = 0; round < ROUNDS; round++) {
      List<Callable<Void>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        Random random = new Random(1_000L * round + client);
        clients.add(
            () -> {
              for (int i = 0; i < REQUESTS; i++) {
                request(random);
              }
              return null;
            });
      }
      for (Future<Void> client : threads.invokeAll(clients)) {
        client.get();
      }
      check();
    }
    over.set(true);
    fold.get();
    purge.get();
    check();
    assertThat(deadlocks()).isEqualTo(deadlocks);
    assertThat(purged()).as("mailings that the purge took meanwhile").isPositive();
  }

  private Future<?> repeat(String sql) {
    return threads.submit(
        () -> {
          while (!over.get()) {
            Db.rows(sql);
          }
        });
  }

  private void request(Random random) {
    long sequence = any(sequences, random);
    switch (random.nextInt(12)) {
      case 0 -> documented(ada.post("/sequences/" + sequence + "/actions/deactivate"));
      case 1, 2 -> documented(ada.post("/sequences/" + sequence + "/actions/activate"));
      case 3, 4 -> enrol(sequence, random);
      case 5, 6 -> schedule(sequence, random);
      case 7 -> act(sequence, random);
      case 8 -> call(sequence, random);
      case 9 -> prospect(random);
      default -> report(random);
    }
  }

  private void enrol(long sequence, Random random) {
    ValidatableResponse answer =
        ada.post(
            "/sequenceStates",
            resource(
                "sequenceState",
                "",
                to("sequence", sequence) + "," + to("prospect", any(prospects, random))));
    documented(answer)
        .filter(created -> created.has("data"))
        .ifPresent(created -> states.get(sequence).add(id(created.get("data"))));
  }

  private void schedule(long sequence, Random random) {
    if (states.get(sequence).isEmpty()) {
      return;
    }
    long state = any(states.get(sequence), random);
    String mailing =
        "{\"type\":\"mailing\",\"attributes\":{\"state\":\"scheduled\",\"scheduledAt\":\""
            + START
            + "\"},\"relationships\":{"
            + to("sequenceState", state)
            + ","
            + to("sequenceStep", steps.get(sequence))
            + "}}";
    documented(ada.post("/mailings", "{\"data\":[" + mailing + "," + mailing + "]}"))
        .filter(created -> created.has("data"))
        .ifPresent(created -> elements(created.get("data")).forEach(each -> note(sequence, each)));
  }

  private void note(long sequence, JsonNode mailing) {
    long prospect = mailing.at("/relationships/prospect/data/id").longValue();
    long state = mailing.at("/relationships/sequenceState/data/id").longValue();
    Mailing noted = new Mailing(id(mailing), sequence, state, prospect);
    synchronized (model) {
      model.add(noted);
      model.add(Event.of(noted.id(), "scheduled", START));
    }
    mailings.get(sequence).add(noted);
  }

  private void act(long sequence, Random random) {
    if (!states.get(sequence).isEmpty()) {
      long state = any(states.get(sequence), random);
      String action = List.of("pause", "resume", "resume", "finish").get(random.nextInt(4));
      documented(
          random.nextInt(8) == 0
              ? ada.delete("/sequenceStates/" + state)
              : ada.post("/sequenceStates/" + state + "/actions/" + action));
    }
  }

  private void call(long sequence, Random random) {
    if (!states.get(sequence).isEmpty()) {
      documented(
          ada.post(
              "/calls",
              resource(
                  "call",
                  "\"dialedAt\":\"2026-03-02T10:00:00.000Z\",\"completedAt\":\"2026-03-02T10:01:00.000Z\"",
                  to("sequenceState", any(states.get(sequence), random)))));
    }
  }

  private void prospect(Random random) {
    long prospect = any(prospects, random);
    switch (random.nextInt(6)) {
      case 0 -> documented(ada.delete("/prospects/" + prospect));
      case 1 ->
          documented(
              ada.patch(
                  "/prospects/" + prospect,
                  "{\"data\":{\"type\":\"prospect\",\"id\":"
                      + prospect
                      + ",\"attributes\":{\"optedOut\":true}}}"));
      default -> addProspects(3);
    }
  }

  private void addProspects(int number) {
    String created =
        ada.post(
                "/prospects",
                IntStream.range(0, number)
                    .mapToObj(i -> "{\"type\":\"prospect\",\"attributes\":{\"emails\":[]}}")
                    .collect(Collectors.joining(",", "{\"data\":[", "]}")))
            .statusCode(201)
            .extract()
            .asString();
    elements(json(created).get("data")).forEach(each -> prospects.add(id(each)));
  }

  /** Events of several mailings, some of them known; what is unknown was purged meanwhile. */
  private void report(Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<Mailing> of = mailings.get(any(sequences, random));
      if (!of.isEmpty()) {
        String kind = any(KINDS, random);
        String sentiment = kind.equals("replied") ? "neutral" : null;
        Instant at = START.plusSeconds(60L * random.nextInt(4_000));
        events.add(new Event(any(of, random).id(), kind, at, false, sentiment, false));
      }
    }
    if (!events.isEmpty()) {
      JsonNode report =
          Events.by(ada).report(events.stream().map(Event::json).toArray(String[]::new));
      assertThat(report.at("/meta/refused").intValue()).isZero();
      Set<String> unknown =
          elements(report.path("errors")).stream()
              .map(error -> error.at("/source/pointer").textValue())
              .collect(Collectors.toSet());
      synchronized (model) {
        for (int i = 0; i < events.size(); i++) {
          if (!unknown.contains("/" + i)) {
            model.add(events.get(i));
          }
        }
      }
    }
  }

  private void check() {
    for (long sequence : sequences) {
      JsonNode resource = document(ada.get("/sequences/" + sequence)).get("data");
      Map<String, Long> expected = model.figures(mailing -> mailing.step() == sequence);
      assertThat(figures(resource, expected.keySet())).isEqualTo(expected);
      Map<String, Map<String, Long>> days = new TreeMap<>();
      String path = "/sequenceDailyStats?filter[sequence][id]=" + sequence + "&page[size]=200";
      for (JsonNode page : pages(ada, path, "next")) {
        data(page)
            .forEach(
                day ->
                    days.put(
                        day.at("/attributes/day").textValue(), figures(day, expected.keySet())));
      }
      assertThat(days).isEqualTo(model.days(mailing -> mailing.step() == sequence));
      assertThat(Db.rows("select d from ledger_drift(?, ?) d", Db.org(ORGANISATION), sequence))
          .isEmpty();
      assertThat(
              Db.number(
                  "select count(*) from sequence_state where sequence_id = ? and state = 'active'",
                  sequence))
          .isLessThanOrEqualTo(5);
    }
  }

  private static Map<String, Long> figures(JsonNode resource, Set<String> names) {
    Map<String, Long> figures = new TreeMap<>();
    names.forEach(name -> figures.put(name, resource.get("attributes").get(name).longValue()));
    return figures;
  }

  private static Optional<JsonNode> documented(ValidatableResponse answer) {
    String body = answer.extract().asString();
    assertThat(DOCUMENTED).as(body).contains(answer.extract().statusCode());
    return body.isEmpty() ? Optional.empty() : Optional.of(json(body));
  }

  private JsonNode one(String path, String type, String attributes, String relationships) {
    String body = resource(type, attributes, relationships);
    return json(ada.post(path, body).statusCode(201).extract().asString()).get("data");
  }

  private static String resource(String type, String attributes, String relationships) {
    return "{\"data\":{\"type\":\"%s\",\"attributes\":{%s},\"relationships\":{%s}}}"
        .formatted(type, attributes, relationships);
  }

  private static String to(String type, long id) {
    return "\"%s\":{\"data\":{\"type\":\"%s\",\"id\":%d}}".formatted(type, type, id);
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static long purged() {
    return Db.number(
        "select coalesce(sum(mailings), 0) from mailing_purged where org_id = ?",
        Db.org(ORGANISATION));
  }

  private static long deadlocks() {
    return Db.number("select deadlocks from pg_stat_database where datname = current_database()");
  }
}
