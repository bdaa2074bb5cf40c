package io.sequences.story;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.id;
import static io.sequences.support.Resources.pages;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.story.StoryModel.Event;
import io.sequences.story.StoryModel.Mailing;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.ResourceObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  private final StoryMailer mailer = new StoryMailer(ada, model);

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
    mailer.deliver(first, START);
    check();
    mailer.engage(first, START.plus(2, ChronoUnit.HOURS));
    check();
    mailer.reply(first, START.plus(9, ChronoUnit.HOURS));
    check();
    List<Mailing> second =
        schedule(
            steps.get(2),
            prospects().stream().filter(each -> model.stateOf(each).equals("active")).toList());
    mailer.deliver(second, START.plus(3, ChronoUnit.DAYS));
    mailer.engage(second, START.plus(4, ChronoUnit.DAYS));
    mailer.unsubscribe(second, START.plus(5, ChronoUnit.DAYS));
    check();
    mailer.reportTheRest();
    check();
    mailer.reportEverythingAgain();
    check();
  }

  private void createSequence() {
    sequence =
        ada.createSequence("\"name\":\"The whole story\",\"secondaryReplyAction\":\"continue\"");
    steps =
        Stream.of("auto_email", "call", "auto_email")
            .map(
                type ->
                    ResourceObject.of("sequenceStep")
                        .with("stepType", type)
                        .with("interval", 259_200)
                        .to("sequence", "sequence", sequence))
            .map(ada::created)
            .toList();
    ada.post("/sequences/" + sequence + "/actions/activate").statusCode(200);
  }

  private void enrol() {
    List<JsonNode> prospects =
        createAll(
            IntStream.range(0, PROSPECTS)
                .mapToObj(
                    i ->
                        ResourceObject.of("prospect")
                            .with("firstName", "P" + i)
                            .with("emails", List.of("p" + i + "@example.com"))));
    states =
        createAll(
            prospects.stream()
                .map(
                    prospect ->
                        ResourceObject.of("sequenceState")
                            .to("sequence", "sequence", sequence)
                            .to("prospect", "prospect", id(prospect))));
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
        createAll(
            of.stream()
                .map(
                    state ->
                        ResourceObject.of("mailing")
                            .with("state", "scheduled")
                            .with("scheduledAt", START.toString())
                            .to("sequenceState", "sequenceState", id(state))
                            .to("sequenceStep", "sequenceStep", step)));
    List<Mailing> mailings = new ArrayList<>();
    for (int i = 0; i < created.size(); i++) {
      long mailing = id(created.get(i));
      mailings.add(new Mailing(mailing, step, id(of.get(i)), prospect(of.get(i))));
      model.add(mailings.get(i));
      model.add(Event.of(mailing, "scheduled", START));
    }
    return mailings;
  }

  private List<JsonNode> createAll(Stream<ResourceObject> resources) {
    return data(Json.of(ada.createAll(resources.toList()).statusCode(201)));
  }

  private void check() {
    JsonNode resource = document(ada.get("/sequences/" + sequence)).get("data");
    assertThat(ShownFigures.of(resource)).isEqualTo(model.figures(any -> true));
    assertThat(number(resource, "numContactedProspects")).isEqualTo(model.contactedProspects());
    assertThat(number(resource, "numRepliedProspects")).isEqualTo(model.repliedProspects());
    assertThat(number(resource, "sequenceStepCount")).isEqualTo(3);
    assertThat(number(resource, "durationInDays")).isEqualTo(9);
    for (JsonNode step : all("sequenceSteps")) {
      assertThat(ShownFigures.of(step))
          .isEqualTo(model.figures(mailing -> mailing.step() == id(step)));
    }
    for (JsonNode state : all("sequenceStates")) {
      assertThat(ShownFigures.of(state))
          .isEqualTo(model.figures(mailing -> mailing.state() == id(state)));
      assertThat(text(state, "state")).isEqualTo(model.stateOf(prospect(state)));
    }
    assertThat(ShownFigures.byDay(ada, sequence)).isEqualTo(model.days(any -> true));
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

  private static long number(JsonNode resource, String attribute) {
    return resource.get("attributes").get(attribute).longValue();
  }

  private static String text(JsonNode resource, String attribute) {
    return resource.get("attributes").get(attribute).textValue();
  }
}
