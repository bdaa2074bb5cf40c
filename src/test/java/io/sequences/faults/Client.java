package io.sequences.faults;

import static java.util.stream.Collectors.joining;

import io.sequences.faults.Operation.Kind;
import io.sequences.support.Api;
import io.sequences.support.Events;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A client that creates, changes, deletes and reports by chance, of which everything is recorded.
 * What its operations are depends on the seed, and on what it was answered before only where they
 * need a target.
 */
final class Client {

  private final String name;
  private final Recorder recorder;
  private final List<Long> shared;
  private final List<Long> own = new ArrayList<>();
  private final List<Long> mailings = new ArrayList<>();
  private String usedKey;
  private int number;

  /**
   * A client.
   *
   * @param shared the sequences that all clients change
   */
  Client(String name, Recorder recorder, List<Long> shared) {
    this.name = name;
    this.recorder = recorder;
    this.shared = shared;
  }

  /** Creates so many sequences for clients to change. */
  static List<Long> sharedSequences(Sender sender, int many) {
    String body = Api.document("\"name\":\"shared\",\"maxActivations\":" + VersionsCheck.FIRST);
    List<Long> shared = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      shared.add(sender.send(sender.request("POST", "/sequences", body)).id());
    }
    return shared;
  }

  /** Does one thing. */
  void act() {
    number++;
    String id = name + "-" + number;
    RandomGenerator chance = Seed.of(name, number);
    switch (chance.nextInt(20)) {
      case 0, 1, 2, 3 -> create(id, chance);
      case 4 -> createInvalid(id);
      case 5 -> createWithUsedKey(id);
      case 6, 7, 8, 9, 10 -> update(id, chance);
      case 11, 12, 13 -> rename(id, chance);
      case 14 -> delete(id, chance);
      case 15, 16 -> createMailings(id, chance);
      default -> report(id, chance);
    }
  }

  private void create(String id, RandomGenerator chance) {
    Operation operation = Operation.create(id, Kind.CREATE);
    int times = 1 + chance.nextInt(4);
    Answer answer =
        chance.nextInt(3) == 0
            ? recorder.always(operation, times, keyed(id, id))
            : recorder.repeatedly(operation, times, keyed(id, id));
    if (answer.outcome() == Outcome.OK) {
      own.add(answer.id());
      usedKey = id;
    }
  }

  private Supplier<HttpRequest.Builder> keyed(String key, String sequence) {
    String body = Api.document("\"name\":\"" + sequence + "\"");
    return () ->
        recorder.sender().request("POST", "/sequences", body).header("Idempotency-Key", key);
  }

  private void createInvalid(String id) {
    String body = Api.document("\"name\":\"" + id + "\",\"salesMotion\":\"sideways\"");
    recorder.once(
        Operation.create(id, Kind.INVALID_CREATE),
        recorder.sender().request("POST", "/sequences", body));
  }

  private void createWithUsedKey(String id) {
    if (usedKey != null) {
      recorder.once(Operation.create(id, Kind.CREATE_WITH_USED_KEY), keyed(usedKey, id).get());
    }
  }

  private void update(String id, RandomGenerator chance) {
    long sequence = any(shared, chance);
    Answer read = recorder.sender().get("/sequences/" + sequence);
    if (read.outcome() == Outcome.OK) {
      long next = read.json().at("/data/attributes/maxActivations").longValue() + 1;
      recorder.once(
          new Operation(id, Kind.UPDATE, List.of(sequence), next),
          change(sequence, "\"maxActivations\":" + next)
              .header("If-Match", read.etag().orElseThrow()));
    }
  }

  private void rename(String id, RandomGenerator chance) {
    long sequence = any(shared, chance);
    recorder.once(
        new Operation(id, Kind.RENAME, List.of(sequence), 1),
        change(sequence, "\"name\":\"" + id + "\""));
  }

  private HttpRequest.Builder change(long sequence, String attributes) {
    String body =
        "{\"data\":{\"type\":\"sequence\",\"id\":%d,\"attributes\":{%s}}}"
            .formatted(sequence, attributes);
    return recorder.sender().request("PATCH", "/sequences/" + sequence, body);
  }

  private void delete(String id, RandomGenerator chance) {
    if (!own.isEmpty()) {
      long sequence = own.remove(chance.nextInt(own.size()));
      recorder.once(
          new Operation(id, Kind.DELETE, List.of(sequence), 1),
          recorder.sender().request("DELETE", "/sequences/" + sequence, null));
    }
  }

  private void createMailings(String id, RandomGenerator chance) {
    long sequence = any(shared, chance);
    int many = 1 + chance.nextInt(20);
    String mailing =
        "{\"type\":\"mailing\",\"attributes\":{\"state\":\"scheduled\",\"subject\":\"%s\"},\"relationships\":{\"sequence\":{\"data\":{\"type\":\"sequence\",\"id\":%d}}}}"
            .formatted(id, sequence);
    String body = "{\"data\":[" + String.join(",", Collections.nCopies(many, mailing)) + "]}";
    Answer answer =
        recorder.repeatedly(
            new Operation(id, Kind.MAILINGS, List.of(sequence), many),
            1 + chance.nextInt(3),
            () ->
                recorder.sender().request("POST", "/mailings", body).header("Idempotency-Key", id));
    if (answer.outcome() == Outcome.OK) {
      answer.json().path("data").forEach(each -> mailings.add(each.path("id").longValue()));
    }
  }

  private void report(String id, RandomGenerator chance) {
    if (mailings.isEmpty()) {
      return;
    }
    List<Long> opened = new ArrayList<>();
    for (int i = 1 + chance.nextInt(30); i > 0; i--) {
      opened.add(any(mailings, chance));
    }
    List<Long> each = opened.stream().distinct().toList();
    // Unlike the moment of any other operation of this client, whose mailings nobody else has.
    String moment = Events.moment(number);
    String lines = each.stream().map(m -> Events.event(m, "opened", moment)).collect(joining("\n"));
    recorder.repeatedly(
        new Operation(id, Kind.EVENTS, each, each.size()),
        1 + chance.nextInt(6),
        () ->
            recorder
                .sender()
                .request("/mailingEvents")
                .header("Content-Type", Events.NDJSON)
                .POST(BodyPublishers.ofString(lines)));
  }

  private static long any(List<Long> of, RandomGenerator chance) {
    return of.get(chance.nextInt(of.size()));
  }
}
