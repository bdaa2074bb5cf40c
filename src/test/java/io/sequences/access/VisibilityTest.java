package io.sequences.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who sees and who changes a sequence, cell by cell. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisibilityTest {

  private static final String ORG = "seeing";

  enum Who {
    OWNER,
    CREATOR,
    OTHER,
    ADMIN
  }

  private final Api creator = Api.of(ORG, "creator");
  private final Api owner = Api.of(ORG, "owner");
  private final Api other = Api.of(ORG, "other");
  private final Api admin = Api.admin(ORG, "admin");

  private Api client(Who who) {
    return switch (who) {
      case OWNER -> owner;
      case CREATOR -> creator;
      case OTHER -> other;
      case ADMIN -> admin;
    };
  }

  /** A sequence with a step, an owner and these settings. */
  private long sequence(String shareType, boolean locked) {
    long user = ownerId();
    long id =
        Json.of(
                creator
                    .post(
                        "/sequences",
                        """
                        {"data":{"type":"sequence","attributes":{"name":"x","shareType":"%s"},
                        "relationships":{"owner":{"data":{"type":"user","id":%d}}}}}
                        """
                            .formatted(shareType, user))
                    .statusCode(201))
            .path("data")
            .path("id")
            .longValue();
    Sample.of(ORG).step(id);
    if (locked) {
      creator.post("/sequences/" + id + "/actions/lock").statusCode(200);
    }
    return id;
  }

  private long ownerId() {
    owner.get("/sequences?page[size]=1").statusCode(200);
    return Db.user(ORG, "owner");
  }

  static List<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (String shareType : List.of("private", "read_only", "shared")) {
      for (boolean locked : List.of(false, true)) {
        for (Who who : Who.values()) {
          cells.add(Arguments.of(shareType, locked, who));
        }
      }
    }
    return cells;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aCallerMaySeeAndChangeWhatTheRulesSay(String shareType, boolean locked, Who who) {
    boolean sees = who != Who.OTHER || !shareType.equals("private");
    boolean changes = who != Who.OTHER || (shareType.equals("shared") && !locked);
    int read = sees ? 200 : 404;
    int write = !sees ? 404 : changes ? 200 : 403;
    int switchLock = !sees ? 404 : who == Who.OTHER ? 403 : 200;
    Api caller = client(who);
    long id = sequence(shareType, locked);
    String path = "/sequences/" + id;

    caller.get(path).statusCode(read);
    JsonNode listed =
        Json.of(caller.get("/sequences?provideAuthorizationMeta=true&count=true&filter[id]=" + id));
    assertThat(listed.path("data").size()).isEqualTo(sees ? 1 : 0);
    assertThat(listed.path("meta").path("count").intValue()).isEqualTo(sees ? 1 : 0);
    if (sees) {
      JsonNode meta = listed.path("data").path(0).path("meta");
      assertThat(meta.path("canWrite").booleanValue()).isEqualTo(changes);
      assertThat(meta.path("canDelete").booleanValue()).isEqualTo(changes);
      assertThat(Json.of(caller.get(path + "?provideAuthorizationMeta=true")).at("/data/meta"))
          .isEqualTo(meta);
    }
    int patched = caller.patchSequence(id, "\"name\":\"y\"").extract().statusCode();
    assertThat(patched).as("PATCH").isEqualTo(write);
    for (String action : List.of("activate", "deactivate")) {
      int answered = caller.post(path + "/actions/" + action).extract().statusCode();
      assertThat(answered).as(action).isEqualTo(write);
    }
    // Ends as it began, so that the delete meets the cell's own state.
    for (String action : locked ? List.of("unlock", "lock") : List.of("lock", "unlock")) {
      int answered = caller.post(path + "/actions/" + action).extract().statusCode();
      assertThat(answered).as(action).isEqualTo(switchLock);
    }
    int deleted = caller.delete(path).extract().statusCode();
    assertThat(deleted).as("DELETE").isEqualTo(write == 200 ? 204 : write);
  }

  @Test
  void metaSaysNoWithoutTheScope() {
    long id = creator.createSequence("\"name\":\"x\"");
    String path = "/sequences/" + id + "?provideAuthorizationMeta=true";
    Api.withScopes(ORG, "creator", "sequences.read sequences.write")
        .get(path)
        .body("data.meta.canWrite", equalTo(true))
        .body("data.meta.canDelete", equalTo(false));
    Api.withScopes(ORG, "creator", "sequences.read sequences.delete")
        .get(path)
        .body("data.meta.canWrite", equalTo(false))
        .body("data.meta.canDelete", equalTo(true));
  }

  @Test
  void metaComesOnlyWhenAskedFor() {
    long id = creator.createSequence("\"name\":\"x\"");
    creator.get("/sequences/" + id).body("data.meta.canWrite", nullValue());
    creator
        .get("/sequences/" + id + "?provideAuthorizationMeta=false")
        .body("data.meta.canWrite", nullValue());
  }

  @Test
  void whoMakesASequencePrivateAwayFromHimselfSeesItOnceMore() {
    long id = sequence("shared", false);
    other
        .patch(
            "/sequences/" + id + "?provideAuthorizationMeta=true",
            Api.document("\"shareType\":\"private\""))
        .statusCode(200)
        .body("data.attributes.shareType", equalTo("private"))
        .body("data.meta.canWrite", equalTo(false))
        .body("data.meta.canDelete", equalTo(false));
    Refusal.of(other.get("/sequences/" + id), 404).is("resourceNotFound");
    owner.get("/sequences/" + id).statusCode(200);
    creator.get("/sequences/" + id).statusCode(200);
  }

  @Test
  void anOwnerOfThePastSeesThePrivateSequenceNoLonger() {
    long id = sequence("private", false);
    owner.get("/sequences/" + id).statusCode(200);
    creator
        .patch(
            "/sequences/" + id,
            """
            {"data":{"type":"sequence","relationships":{"owner":{"data":null}}}}
            """)
        .statusCode(200);
    owner.get("/sequences/" + id).statusCode(404);
  }

  @Test
  void anAdminOfAnotherOrganisationSeesNothing() {
    long id = sequence("shared", false);
    Api foreign = Api.admin("seeing-elsewhere", "root");
    foreign.get("/sequences/" + id).statusCode(404);
    foreign.patchSequence(id, "\"name\":\"y\"").statusCode(404);
    foreign.delete("/sequences/" + id).statusCode(404);
    foreign.post("/sequences/" + id + "/actions/lock").statusCode(404);
  }
}
