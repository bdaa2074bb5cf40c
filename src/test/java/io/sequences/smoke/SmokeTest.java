package io.sequences.smoke;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.ResourceObject;
import io.sequences.support.Resources;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A little of everything that the service does, over HTTP alone: {@link SmokeIT} asks the same of
 * what was built.
 */
@QuarkusTest
class SmokeTest {

  private Api ada;

  /** Tells what this test made from what others did. */
  private final String tag = UUID.randomUUID().toString();

  @BeforeEach
  void call() {
    // Listening comes before the schema is up to date.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> given().get("/q/health/ready").statusCode(), equalTo(200));
    ada = caller();
  }

  /** Somebody who may do everything with sequences and mailings. */
  Api caller() {
    return Api.of("smoke", "ada");
  }

  private long sequence(String name) {
    return ada.createSequence("\"name\":\"%s\",\"tags\":[\"%s\"]".formatted(name, tag));
  }

  @Test
  void createsReadsChangesAndDeletes() {
    long id = sequence("One");
    ada.get("/sequences/" + id + "?include=creator")
        .statusCode(200)
        .body("data.attributes.name", equalTo("One"))
        .body("included.type", contains("user"));
    ada.patchSequence(id, "\"name\":\"Another\"")
        .statusCode(200)
        .body("data.attributes.name", equalTo("Another"))
        .body("data.meta.version", equalTo(1));
    ada.delete("/sequences/" + id).statusCode(204);
    ada.get("/sequences/" + id).statusCode(404).body("errors.id", contains("resourceNotFound"));
  }

  @Test
  void filtersSortsAndPages() {
    for (String name : List.of("b", "c", "a")) {
      sequence(name);
    }
    String path = "/sequences?filter[tags]=" + tag + "&sort=-name&page[size]=2&count=true";
    List<JsonNode> pages = Resources.pages(ada, path, "next");
    assertThat(pages).hasSize(2);
    assertThat(pages.get(0).at("/meta/count").intValue()).isEqualTo(3);
    assertThat(pages.stream().flatMap(page -> Resources.data(page).stream()))
        .extracting(each -> each.at("/attributes/name").textValue())
        .containsExactly("c", "b", "a");
  }

  @Test
  void exports() {
    long id = sequence("Exported");
    String path = "/api/v2/sequences?filter[tags]=" + tag + "&fields[sequence]=name";
    String line = ada.request().accept("application/x-ndjson").get(path).asString();
    assertThat(Json.parse(line).at("/attributes/name").textValue()).isEqualTo("Exported");
    assertThat(ada.request().accept("text/csv").get(path).asString())
        .isEqualTo("id,name\r\n" + id + ",Exported\r\n");
  }

  @Test
  void countsEvents() {
    long sequence = sequence("Counted");
    ResourceObject draft = ResourceObject.of("mailing").to("sequence", "sequence", sequence);
    long mailing = ada.created(draft);
    String events =
        List.of("delivered", "opened").stream()
            .map(kind -> Events.event(mailing, kind, Events.moment(0)))
            .toList()
            .toString();
    ada.request()
        .contentType(Events.JSON)
        .body(events)
        .post("/api/v2/mailingEvents")
        .then()
        .statusCode(200)
        .body("meta.applied", equalTo(2));
    ada.get("/sequences/" + sequence)
        .statusCode(200)
        .body("data.attributes.deliverCount", equalTo(1))
        .body("data.attributes.openCount", equalTo(1));
  }

  @Test
  void explainsItsRefusals() {
    String about =
        ada.post("/sequences", Api.document("\"nmae\":\"One\""))
            .statusCode(422)
            .body("errors.source.pointer", notNullValue())
            .extract()
            .path("errors[0].links.about");
    given()
        .urlEncodingEnabled(false)
        .get(about.substring(0, about.indexOf('#')))
        .then()
        .statusCode(200)
        .body(containsString("id=\"validationError\""));
    given().get("/api/v2/sequences").then().statusCode(401).body("errors", hasSize(1));
    Api.withToken("no.such.token").get("/sequences").statusCode(401).body("errors", hasSize(1));
  }

  @Test
  void describesItself() {
    given()
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body("openapi", startsWith("3.1"))
        .body("paths", hasKey("/sequences/{id}"))
        .body("components.schemas", hasKey("SequenceDocument"));
  }

  @Test
  void tellsHowItIs() {
    for (String probe : List.of("live", "ready", "started")) {
      given().get("/q/health/" + probe).then().statusCode(200).body("status", equalTo("UP"));
    }
    ada.get("/sequences?page[size]=1").statusCode(200);
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("uri=\"/api/v2/sequences\""))
        .body(containsString("sql_pool_active"));
  }
}
