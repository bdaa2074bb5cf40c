package io.sequences.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TaskTest {

  private static final String ORG = "tasks";

  private final Api ada = Api.of(ORG, "ada");

  private static ResourceObject task() {
    return ResourceObject.of("task").with("action", "email");
  }

  private JsonNode complete(long id) {
    return Json.attributes(ada.post("/tasks/" + id + "/actions/markComplete").statusCode(200));
  }

  private JsonNode state(long id, String state) {
    return Json.attributes(
        ada.change(ResourceObject.of("task").id(id).with("state", state)).statusCode(200));
  }

  @Test
  void aNewOneIsItsCreatorsAndIncomplete() {
    JsonNode answer = Json.of(ada.create(task()).statusCode(201));
    assertThat(answer.at("/data/attributes/state").textValue()).isEqualTo("incomplete");
    assertThat(answer.at("/data/attributes/completedAt").isNull()).isTrue();
    assertThat(answer.at("/data/relationships/owner/data/id").longValue())
        .isEqualTo(Db.user(ORG, "ada"));
    JsonNode nobodys = Json.of(ada.create(task().toNone("owner")).statusCode(201));
    assertThat(nobodys.at("/data/relationships/owner/data").isNull()).isTrue();
  }

  @Test
  void markingItCompleteTwiceIsMarkingItOnce() {
    long id = ada.created(task());
    JsonNode first = complete(id);
    assertThat(first.path("state").textValue()).isEqualTo("complete");
    assertThat(first.path("completedAt").textValue())
        .isBetween(first.path("createdAt").textValue(), first.path("updatedAt").textValue());
    assertThat(complete(id)).isEqualTo(first);
    assertThat(state(id, "complete")).isEqualTo(first);
  }

  @Test
  void anUpdateCompletesItAndTakesItBack() {
    long id = ada.created(task());
    assertThat(state(id, "complete").path("completedAt").isNull()).isFalse();
    assertThat(state(id, "pending").path("completedAt").isNull()).isTrue();
    assertThat(complete(id).path("completedAt").isNull()).isFalse();
    JsonNode created =
        Json.attributes(ada.create(task().with("state", "complete")).statusCode(201));
    assertThat(created.path("completedAt").isNull()).isFalse();
  }

  @Test
  void theActionTakesNoBodyAndNoParameters() {
    String action = "/tasks/" + ada.created(task()) + "/actions/markComplete";
    Refusal.of(ada.post(action, task().document()), 400).is("malformedRequest");
    Refusal.of(ada.post(action + "?actionParams[note]=x"), 422).parameter("actionParams[note]");
    ada.post(action, "{}").statusCode(200);
    Refusal.of(ada.post("/tasks/0/actions/markComplete"), 404).is("resourceNotFound");
    Refusal.of(ada.post(action + "d"), 404);
    Refusal.of(Api.withScopes(ORG, "ada", "tasks.read").post(action), 403)
        .is("unauthorizedOauthScope");
  }
}
