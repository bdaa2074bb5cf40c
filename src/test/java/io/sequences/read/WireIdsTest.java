package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A deployment with strict JSON:API ids and a public address of its own. */
@QuarkusTest
@TestProfile(WireIdsTest.Deployment.class)
class WireIdsTest {

  public static class Deployment implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "sequences.wire.ids", "string",
          "sequences.wire.public-url", "https://sequences.example.com/sales/");
    }
  }

  private static final String ORG = "strict";
  private static final String BASE = "https://sequences.example.com/sales/api/v2/";

  private final Api ada = Api.of(ORG, "ada");

  private static void idsAreStrings(JsonNode document) {
    List<JsonNode> ids = document.findValues("id");
    assertThat(ids).isNotEmpty().allMatch(JsonNode::isTextual);
    assertThat(ids).allMatch(id -> id.textValue().matches("\\d+(-2026-03-01)?"));
  }

  @Test
  void everyIdIsAString() {
    long id = ada.createSequence("\"name\":\"x\"");
    Sample.of(ORG).step(id);
    JsonNode one = Json.of(ada.get("/sequences/" + id + "?include=creator,sequenceSteps"));
    assertThat(one.at("/data/id").textValue()).isEqualTo(Long.toString(id));
    assertThat(one.path("included").size()).isEqualTo(2);
    idsAreStrings(one);
    idsAreStrings(Json.of(ada.get("/sequences?include=ruleset")));
    Db.rows(
        "insert into mailing (org_id, sequence_id, opened_at) values (?, ?, '2026-03-01Z')",
        Db.org(ORG),
        id);
    idsAreStrings(Json.of(ada.get("/sequenceDailyStats?include=sequence")));
    idsAreStrings(Json.of(ada.patchSequence(id, "\"name\":\"y\"").statusCode(200)));
    idsAreStrings(Json.of(ada.post("/sequences/" + id + "/actions/activate").statusCode(200)));
  }

  @Test
  void aDocumentOfTheServiceMayBeSentBack() {
    long id = ada.createSequence("\"name\":\"x\"");
    for (String form : List.of("%d", "\"%d\"")) {
      ada.patch(
              "/sequences/" + id,
              "{\"data\":{\"type\":\"sequence\",\"id\":" + form.formatted(id) + "}}")
          .statusCode(200);
    }
  }

  @Test
  void thoseOfErrorsTooWhoeverRefuses() {
    String catalogue = "https://sequences.example.com/sales/api/errors#";
    assertThat(Json.of(ada.get("/sequences/0")).findValuesAsText("about"))
        .containsExactly(catalogue + "resourceNotFound");
    assertThat(Json.of(ada.get("/nothing")).findValuesAsText("about"))
        .containsExactly(catalogue + "routeNotFound");
    assertThat(Json.of(ada.get("/sequences?sort=joe")).findValuesAsText("about"))
        .containsExactly(catalogue + "validationError");
  }

  @Test
  void addressesBeginWithThePublicOne() {
    ValidatableResponse created = ada.post("/sequences", Api.document("\"name\":\"x\""));
    JsonNode data = Json.of(created.statusCode(201)).path("data");
    String self = BASE + "sequences/" + data.path("id").textValue();
    assertThat(created.extract().header("Location")).isEqualTo(self);
    assertThat(data.at("/links/self").textValue()).isEqualTo(self);
    assertThat(data.at("/relationships/mailings/links/related").textValue()).startsWith(BASE);
    assertThat(Json.of(ada.get("/sequences")).at("/links/first").textValue()).startsWith(BASE);
  }
}
