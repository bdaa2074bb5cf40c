package io.sequences.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing of another organisation, nor of another user's private sequence, is reachable: ways in
 * that IsolationMatrixTest, which tries what the OpenAPI document describes, does not know of.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantIsolationTest {

  private static final String ORG = Stranger.HIDING;
  private static final String SECRET = "Secret4711";

  private final Api ada = Api.of(ORG, "ada");
  private final Map<String, Long> hidden = new LinkedHashMap<>();

  @BeforeEach
  void hide() {
    if (!hidden.isEmpty()) {
      return;
    }
    long id =
        ada.createSequence(
            "\"name\":\"%s\",\"shareType\":\"private\",\"tags\":[\"%s\"]"
                .formatted(SECRET, SECRET));
    Sample sample = Sample.of(ORG);
    long prospect = sample.prospect("Pam");
    hidden.put("sequences", id);
    hidden.put("sequenceSteps", sample.step(id));
    hidden.put("sequenceStates", sample.state(id, prospect, "active"));
    hidden.put("mailings", sample.mailing(id, prospect));
    hidden.put("tasks", sample.task(id));
    hidden.put("calls", sample.call(id, prospect));
    hidden.put("contentCategoryMemberships", sample.membership(sample.category("c"), id));
    for (Stranger stranger : Stranger.values()) {
      stranger.api().createSequence("\"name\":\"mine\"");
    }
  }

  private long id() {
    return hidden.get("sequences");
  }

  @ParameterizedTest
  @EnumSource
  void byListingCountingAndFiltering(Stranger stranger) {
    for (String query :
        List.of(
            "filter[id]=" + id(),
            "filter[name]=" + SECRET,
            "filter[tags]=" + SECRET,
            "filter[name][]=" + SECRET + "&newFilterSyntax=true",
            "filter[shareType]=private",
            "filter[sequenceStepCount]=1..inf",
            "filter[sequenceSteps][id]=" + hidden.get("sequenceSteps"),
            "filter[sequenceStates][id]=" + hidden.get("sequenceStates"),
            "filter[tasks][id]=" + hidden.get("tasks"),
            "filter[calls][id]=" + hidden.get("calls"),
            "filter[contentCategoryMemberships][id]=" + hidden.get("contentCategoryMemberships"))) {
      ada.get("/sequences?" + query).body("data.size()", equalTo(1));
      for (String page : List.of("", "&page[limit]=5")) {
        stranger
            .api()
            .get("/sequences?count=true&" + query + page)
            .statusCode(200)
            .body("data", empty())
            .body("meta.count", equalTo(0));
      }
    }
    hidden.forEach(
        (collection, id) -> {
          JsonNode all =
              Json.of(stranger.api().get("/" + collection + "?count=true&page[size]=1000"));
          for (JsonNode resource : all.path("data")) {
            assertThat(resource.path("id").longValue()).isNotEqualTo(id);
          }
          assertThat(all.path("meta").path("count").intValue()).isEqualTo(all.path("data").size());
        });
  }

  @ParameterizedTest
  @EnumSource
  void byInclude(Stranger stranger) {
    for (String path :
        List.of(
            "/sequences?include=sequenceSteps,mailings,sequenceStates,tasks,calls",
            "/sequenceSteps?include=sequence",
            "/contentCategoryMemberships?include=content",
            "/mailings?include=sequence,sequenceStep,prospect")) {
      assertThat(ada.get(path).statusCode(200).extract().asString()).contains(SECRET);
      assertThat(stranger.api().get(path).statusCode(200).extract().asString())
          .doesNotContain(SECRET, "/sequences/" + id() + "\"");
    }
  }

  @Test
  void byIncludeFromARowThatNamesIt() {
    // The task has no sequence of its own, and so is seen by all; its prospect's mailings are not.
    long task =
        Db.number(
            "insert into task (org_id, action, prospect_id) select org_id, 'call', prospect_id"
                + " from mailing where id = ? returning id",
            hidden.get("mailings"));
    Api bob = Stranger.OTHER_USER.api();
    String body =
        bob.get("/tasks/" + task + "?include=prospect,sequence")
            .statusCode(200)
            .extract()
            .asString();
    assertThat(body).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @EnumSource
  void byACursorOfSomebodyElse(Stranger stranger) {
    ada.createSequence("\"name\":\"A second one\"");
    String next = Json.of(ada.get("/sequences?page[size]=1&sort=-name")).at("/links/next").asText();
    int status = stranger.api().get(next).extract().statusCode();
    // Of the same organisation a cursor is a mere position; of another one it is none.
    assertThat(status).isEqualTo(stranger.organisation().equals(ORG) ? 200 : 422);
    assertThat(stranger.api().get(next).extract().asString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @EnumSource
  void bySortOrderAndPaging(Stranger stranger) {
    for (String sort : List.of("name", "-name", "-sequenceStepCount", "id", "-updatedAt")) {
      String page = "/sequences?count=true&page[size]=1&sort=" + sort;
      int seen = 0;
      while (page != null) {
        JsonNode document = Json.of(stranger.api().get(page).statusCode(200));
        assertThat(document.toString()).doesNotContain(SECRET);
        seen += document.path("data").size();
        assertThat(document.path("data").size()).isEqualTo(1);
        page = document.path("links").path("next").textValue();
      }
      assertThat(seen)
          .isEqualTo(
              Json.of(stranger.api().get("/sequences?count=true")).at("/meta/count").intValue());
    }
  }
}
