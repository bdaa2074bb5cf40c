package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SequenceDeleteTest {

  private static final String ORG = "deleting";

  private final Api ada = Api.of(ORG, "ada");

  private long sequence() {
    return ada.createSequence("\"name\":\"x\"");
  }

  @Test
  void answersNothing() {
    ada.delete("/sequences/" + sequence()).statusCode(204).body(equalTo(""));
  }

  @Test
  void takesTheSequenceOutOfEveryRoute() {
    long id = sequence();
    Sample.of(ORG).step(id);
    ada.delete("/sequences/" + id).statusCode(204);
    Refusal.of(ada.get("/sequences/" + id), 404).is("resourceNotFound");
    Refusal.of(ada.delete("/sequences/" + id), 404).is("resourceNotFound");
    Refusal.of(ada.patchSequence(id, "\"name\":\"b\""), 404).is("resourceNotFound");
    for (String action : new String[] {"activate", "deactivate", "lock", "unlock"}) {
      Refusal.of(ada.post("/sequences/" + id + "/actions/" + action), 404).is("resourceNotFound");
    }
    ada.get("/sequences?filter[id]=" + id).statusCode(200).body("data", empty());
    Refusal.of(Api.admin(ORG, "root").get("/sequences/" + id), 404).is("resourceNotFound");
  }

  @Test
  void takesWhatHangsOnItOutOfTheApiAndLeavesItInTheDatabase() {
    long id = sequence();
    Sample sample = Sample.of(ORG);
    long prospect = sample.prospect("Pam");
    long step = sample.step(id);
    long mailing = sample.mailing(id, prospect);
    long state = sample.state(id, prospect, "finished");
    long task = sample.task(id);
    long call = sample.call(id, prospect);
    ada.get("/mailings/" + mailing).statusCode(200);
    ada.delete("/sequences/" + id).statusCode(204);
    for (String path :
        new String[] {
          "/mailings/" + mailing,
          "/sequenceSteps/" + step,
          "/sequenceStates/" + state,
          "/tasks/" + task,
          "/calls/" + call
        }) {
      Refusal.of(ada.get(path), 404).is("resourceNotFound");
    }
    ada.get("/mailings?filter[sequence][id]=" + id).statusCode(200).body("data", empty());
    assertThat(Db.number("select count(*) from mailing where sequence_id = ?", id)).isEqualTo(1);
    assertThat(Db.number("select count(*) from sequence where id = ?", id)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "active", "paused", "disabled"})
  void isRefusedWhileAStateIsUnfinished(String state) {
    long id = sequence();
    Sample sample = Sample.of(ORG);
    sample.state(id, sample.prospect("Pam"), "finished");
    sample.state(id, sample.prospect("Pat"), state);
    Refusal.of(ada.delete("/sequences/" + id), 422).is("validationError").saying("unfinished");
    ada.get("/sequences/" + id).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"finished", "failed", "bounced", "opted_out"})
  void isDoneWhenTheStatesHaveCometToAnEnd(String state) {
    long id = sequence();
    Sample sample = Sample.of(ORG);
    sample.state(id, sample.prospect("Pam"), state);
    ada.delete("/sequences/" + id).statusCode(204);
  }

  @Test
  void asksNothingOfAnotherSequencesStates() {
    Sample sample = Sample.of(ORG);
    long other = sequence();
    sample.state(other, sample.prospect("Pam"), "active");
    ada.delete("/sequences/" + sequence()).statusCode(204);
  }

  @Test
  void deletesAnEnabledOne() {
    long id = sequence();
    Sample.of(ORG).step(id);
    ada.post("/sequences/" + id + "/actions/activate").statusCode(200);
    ada.delete("/sequences/" + id).statusCode(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "999999999999", "99999999999999999999", "x"})
  void findsNoSequenceUnderAnotherId(String id) {
    Refusal.of(ada.delete("/sequences/" + id), 404).is("resourceNotFound");
  }
}
