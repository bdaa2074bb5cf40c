package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.app.ResourceTypes;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import io.sequences.support.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application sees and changes: as somebody to whom nothing belongs. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationRightsTest {

  private static final String ORG = "app-rights";

  private final Api admin = Api.admin(ORG, "root");
  private final Api ada = Api.of(ORG, "ada");
  private Api application;

  private Api application() {
    if (application == null) {
      application = Application.register(admin, everything()).calling(admin);
    }
    return application;
  }

  private static String everything() {
    return ResourceTypes.catalog().types().stream()
        .map(type -> type.scope() + ".all")
        .distinct()
        .collect(Collectors.joining(" "));
  }

  static List<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (String shareType : List.of("private", "read_only", "shared")) {
      for (boolean locked : List.of(false, true)) {
        cells.add(Arguments.of(shareType, locked));
      }
    }
    return cells;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void itSeesAndChangesWhatTheRulesSay(String shareType, boolean locked) {
    boolean sees = !shareType.equals("private");
    boolean changes = shareType.equals("shared") && !locked;
    int write = !sees ? 404 : changes ? 200 : 403;
    long id = ada.createSequence("\"name\":\"x\",\"shareType\":\"" + shareType + "\"");
    Sample.of(ORG).step(id);
    String path = "/sequences/" + id;
    if (locked) {
      ada.post(path + "/actions/lock").statusCode(200);
    }
    application().get(path).statusCode(sees ? 200 : 404);
    JsonNode listed =
        Json.of(
            application.get(
                "/sequences?provideAuthorizationMeta=true&count=true&filter[id]=" + id));
    assertThat(listed.path("data").size()).isEqualTo(sees ? 1 : 0);
    assertThat(listed.at("/meta/count").intValue()).isEqualTo(sees ? 1 : 0);
    if (sees) {
      assertThat(listed.at("/data/0/meta/canWrite").booleanValue()).isEqualTo(changes);
      assertThat(listed.at("/data/0/meta/canDelete").booleanValue()).isEqualTo(changes);
    }
    JsonNode steps =
        Json.of(application.get("/sequenceSteps?filter[sequence][id]=" + id)).path("data");
    assertThat(steps.size()).isEqualTo(sees ? 1 : 0);
    application.patchSequence(id, "\"name\":\"y\"").statusCode(write);
    for (String action : List.of("activate", "deactivate")) {
      application.post(path + "/actions/" + action).statusCode(write);
    }
    for (String action : List.of("lock", "unlock")) {
      application.post(path + "/actions/" + action).statusCode(sees ? 403 : 404);
    }
    application.post("/sequenceSteps", step(id)).statusCode(!sees ? 422 : changes ? 201 : 403);
    application.delete(path).statusCode(write == 200 ? 204 : write);
  }

  private static String step(long sequence) {
    return """
        {"data":{"type":"sequenceStep","attributes":{"stepType":"call","interval":0},
        "relationships":{"sequence":{"data":{"type":"sequence","id":%d}}}}}
        """
        .formatted(sequence);
  }

  @Test
  void itChangesTheNamesOfNoUser() {
    ada.get("/sequences").statusCode(200);
    String path = "/users/" + Db.user(ORG, "ada");
    JsonNode user =
        Json.of(application().get(path + "?provideAuthorizationMeta=true").statusCode(200));
    assertThat(user.at("/data/meta/canWrite").booleanValue()).isFalse();
    String change = "{\"data\":{\"type\":\"user\",\"attributes\":{\"firstName\":\"X\"}}}";
    Refusal.of(application.patch(path, change), 403).is("unauthorizedRequest");
  }

  /** Nothing of it is its own, not even what has neither owner nor creator. */
  @Test
  void aPrivateSequenceThatBelongsToNobodyIsAnAdminsOnly() {
    long id = application().createSequence("\"name\":\"x\",\"shareType\":\"private\"");
    Refusal.of(application.get("/sequences/" + id), 404).is("resourceNotFound");
    Refusal.of(ada.get("/sequences/" + id), 404).is("resourceNotFound");
    admin.get("/sequences/" + id).statusCode(200);
  }

  /** Every collection: by the id of a resource of another organisation, and by what it lists. */
  @Test
  void itFindsNothingOfOtherOrganisations() {
    Api eve =
        Application.register(Api.admin("app-rights-elsewhere", "root"), everything())
            .calling(Api.admin("app-rights-elsewhere", "root"));
    long id = application().createSequence("\"name\":\"x\"");
    application.post("/sequenceSteps", step(id)).statusCode(201);
    application.created(ResourceObject.of("prospect"));
    application.created(ResourceObject.of("task").with("action", "call"));
    for (ResourceType type : ResourceTypes.catalog().types()) {
      for (JsonNode each :
          Json.of(application.get("/" + type.path()).statusCode(200)).path("data")) {
        String path = "/" + type.path() + "/" + each.path("id").asText();
        Refusal.of(eve.get(path), 404).is("resourceNotFound");
        JsonNode found =
            Json.of(eve.get("/" + type.path() + "?filter[id]=" + each.path("id").asText()));
        assertThat(found.path("data")).as(path).isEmpty();
      }
    }
  }
}
