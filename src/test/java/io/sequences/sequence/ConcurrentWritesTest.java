package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.AtOnce;
import io.sequences.support.Json;
import io.sequences.support.OtherWriter;
import io.sequences.support.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConcurrentWritesTest {

  private static final String ORG = "at-once";

  private final Api ada = Api.of(ORG, "ada");

  @Test
  void noneOfSixteenChangesIsLost() throws Exception {
    List<String> changes =
        List.of(
            "\"name\":\"b\"",
            "\"description\":\"d\"",
            "\"tags\":[\"t\"]",
            "\"shareType\":\"read_only\"",
            "\"sequenceType\":\"date\"",
            "\"scheduleIntervalType\":\"schedule\"",
            "\"salesMotion\":\"other\"",
            "\"maxActivations\":7",
            "\"primaryReplyAction\":\"continue\"",
            "\"primaryReplyPauseDuration\":60",
            "\"secondaryReplyAction\":\"continue\"",
            "\"secondaryReplyPauseDuration\":61",
            "\"throttleCapacity\":8",
            "\"throttleMaxAddsPerDay\":9",
            "\"throttlePaused\":true",
            "\"transactional\":true");
    for (int round = 0; round < 5; round++) {
      long id = ada.createSequence("\"name\":\"a\"");
      List<Callable<Integer>> requests = new ArrayList<>();
      for (String change : changes) {
        requests.add(() -> ada.patchSequence(id, change).extract().statusCode());
      }
      assertThat(AtOnce.send(requests)).containsOnly(200);
      JsonNode attributes = Json.attributes(ada.get("/sequences/" + id));
      Json.assertHas(attributes, Json.parse("{" + String.join(",", changes) + "}"));
    }
  }

  @Test
  void ofManyDeletesExactlyOneIsDone() throws Exception {
    long id = ada.createSequence("\"name\":\"a\"");
    List<Callable<Integer>> requests = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      requests.add(() -> ada.delete("/sequences/" + id).extract().statusCode());
    }
    List<Integer> statuses = AtOnce.send(requests);
    assertThat(statuses).containsOnly(204, 404).containsOnlyOnce(204);
  }

  @Test
  void everythingAtOnceNeverFails() throws Exception {
    long id = ada.createSequence("\"name\":\"a\"");
    Sample.of(ORG).step(id);
    List<Callable<Integer>> requests = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String action = List.of("activate", "deactivate", "lock", "unlock").get(i % 4);
      String name = "\"name\":\"" + i + "\"";
      requests.add(
          () -> ada.post("/sequences/" + id + "/actions/" + action).extract().statusCode());
      requests.add(() -> ada.patchSequence(id, name).extract().statusCode());
      requests.add(() -> ada.get("/sequences/" + id).extract().statusCode());
      requests.add(() -> ada.get("/sequences").extract().statusCode());
    }
    assertThat(AtOnce.send(requests)).containsOnly(200);
  }

  @Test
  void aDeleteWaitsForAStateThatIsBeingAddedAndIsRefused() {
    long id = ada.createSequence("\"name\":\"a\"");
    long prospect = Sample.of(ORG).prospect("p");
    int status =
        statusBeside(
            "insert into sequence_state (org_id, sequence_id, prospect_id, state) values ("
                + Sample.of(ORG).org()
                + ", %d, %d, 'active')".formatted(id, prospect),
            () -> ada.delete("/sequences/" + id).extract().statusCode());
    assertThat(status).isEqualTo(422);
  }

  @Test
  void aChangeOfTypeWaitsForAStepThatIsBeingAddedAndIsRefused() {
    long id = ada.createSequence("\"name\":\"a\"");
    int status =
        statusBeside(
            "insert into sequence_step (org_id, sequence_id, ordinal, step_type,"
                + " interval_seconds) values ("
                + Sample.of(ORG).org()
                + ", %d, 1, 'call', 0)".formatted(id),
            () -> ada.patchSequence(id, "\"sequenceType\":\"date\"").extract().statusCode());
    assertThat(status).isEqualTo(422);
  }

  /**
   * Sends a request while another writer's statement is not yet committed, and commits once it
   * waits.
   */
  private static int statusBeside(String sql, Supplier<Integer> request) {
    try (OtherWriter writer = new OtherWriter()) {
      writer.run(sql);
      CompletableFuture<Integer> answer = AtOnce.begin(request);
      writer.awaitSomebodyWaiting();
      writer.commit();
      return answer.join();
    }
  }
}
