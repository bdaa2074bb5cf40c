package io.sequences.story;

import static io.sequences.support.Resources.data;

import io.sequences.story.StoryModel.Event;
import io.sequences.story.StoryModel.Mailing;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.ResourceObject;
import io.sequences.support.Resources;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the clients of a busy service know together, and the model that they tell of it. */
final class BusyWorld {

  /** How many states of a user may be active in a sequence. */
  static final int CAPACITY = 5;

  /** A sequence with one step, and what the clients were told of it. */
  record BusySequence(long id, long step, List<Long> states, List<Mailing> mailings) {}

  final List<BusySequence> sequences = new CopyOnWriteArrayList<>();
  final List<Long> prospects = new CopyOnWriteArrayList<>();
  private final Api api;
  private final StoryModel model = new StoryModel();

  BusyWorld(Api api) {
    this.api = api;
  }

  void addSequence() {
    long id =
        api.createSequence(
            "\"name\":\"busy\",\"finishOnReply\":true,\"throttleCapacity\":" + CAPACITY);
    long step =
        api.created(
            ResourceObject.of("sequenceStep")
                .with("stepType", "auto_email")
                .with("interval", 0)
                .to("sequence", "sequence", id));
    api.post("/sequences/" + id + "/actions/activate").statusCode(200);
    sequences.add(
        new BusySequence(id, step, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>()));
  }

  void addProspects(int number) {
    List<ResourceObject> some =
        Collections.nCopies(number, ResourceObject.of("prospect").with("emails", List.of()));
    data(Json.of(api.createAll(some).statusCode(201)))
        .forEach(each -> prospects.add(Resources.id(each)));
  }

  /** Notes a mailing that a client has scheduled. */
  synchronized void add(BusySequence sequence, Mailing mailing, Event scheduled) {
    model.add(mailing);
    model.add(scheduled);
    sequence.mailings().add(mailing);
  }

  /** Notes events that the service has taken. */
  synchronized void add(List<Event> events) {
    events.forEach(model::add);
  }

  /** The mailing figures that the sequence ought to have. */
  synchronized Map<String, Long> figures(BusySequence sequence) {
    return model.figures(mailing -> mailing.step() == sequence.step());
  }

  /** The same by the UTC day. */
  synchronized Map<String, Map<String, Long>> days(BusySequence sequence) {
    return model.days(mailing -> mailing.step() == sequence.step());
  }
}
