package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SequenceRelationshipsTest {

  private static final String ORG = "relating";

  private final Api ada = Api.of(ORG, "ada");

  private static String document(String relationships) {
    return "{\"data\":{\"type\":\"sequence\",\"attributes\":{\"name\":\"x\"},\"relationships\":{"
        + relationships
        + "}}}";
  }

  private ValidatableResponse create(String relationships) {
    return ada.post("/sequences", document(relationships));
  }

  private ValidatableResponse update(long id, String relationships) {
    return ada.patch("/sequences/" + id, document(relationships));
  }

  private static long ruleset() {
    return Db.number(
        "insert into ruleset (org_id, name) values (?, 'Other') returning id", Db.org(ORG));
  }

  @Test
  void setsAndClearsTheOwner() {
    long id = ada.createSequence("\"name\":\"x\"");
    long user = Db.user(ORG, "ada");
    update(id, "\"owner\":{\"data\":{\"type\":\"user\",\"id\":" + user + "}}")
        .statusCode(200)
        .body("data.relationships.owner.data.type", equalTo("user"))
        .body("data.relationships.owner.data.id", equalTo((int) user));
    update(id, "").body("data.relationships.owner.data.id", equalTo((int) user));
    update(id, "\"owner\":{\"data\":null}")
        .statusCode(200)
        .body("data.relationships.owner.data", nullValue());
    create("\"owner\":{\"data\":{\"type\":\"user\",\"id\":\"" + user + "\"}}")
        .statusCode(201)
        .body("data.relationships.owner.data.id", equalTo((int) user));
  }

  @Test
  void setsTheRulesetAndNeverClearsIt() {
    long id = ada.createSequence("\"name\":\"x\"");
    long ruleset = ruleset();
    String linkage = "\"ruleset\":{\"data\":{\"type\":\"ruleset\",\"id\":" + ruleset + "}}";
    update(id, linkage)
        .statusCode(200)
        .body("data.relationships.ruleset.data.id", equalTo((int) ruleset));
    create(linkage)
        .statusCode(201)
        .body("data.relationships.ruleset.data.id", equalTo((int) ruleset));
    for (ValidatableResponse refused :
        new ValidatableResponse[] {
          update(id, "\"ruleset\":{\"data\":null}"), create("\"ruleset\":{\"data\":null}")
        }) {
      Refusal.of(refused, 422).is("validationError").at("/data/relationships/ruleset");
    }
  }

  @ParameterizedTest
  @CsvSource({"owner, user", "ruleset, ruleset"})
  void aForeignRowAndNoRowAreRefusedAlike(String relationship, String type) {
    Api.of("relating-elsewhere", "eve").createSequence("\"name\":\"theirs\"");
    long foreign =
        type.equals("user")
            ? Db.user("relating-elsewhere", "eve")
            : Db.number("select id from ruleset where org_id = ?", Db.org("relating-elsewhere"));
    long id = ada.createSequence("\"name\":\"x\"");
    String linkage = "\"%s\":{\"data\":{\"type\":\"%s\",\"id\":%s}}";
    String first = null;
    for (Object target : new Object[] {foreign, 0, -1, 999_999_999_999L, "99999999999999999999"}) {
      String written = linkage.formatted(relationship, type, target);
      for (ValidatableResponse answer :
          new ValidatableResponse[] {update(id, written), create(written)}) {
        String text =
            Refusal.of(answer, 422)
                .is("validationError")
                .at("/data/relationships/" + relationship)
                .text();
        first = first == null ? text : first;
        assertThat(text).isEqualTo(first);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+%d", "0%d", "%d ", " %d", "%d.0", "", "x", "0x%d"})
  void anIdInAStringMustBeWrittenAsTheServiceWritesIt(String form) {
    ada.createSequence("\"name\":\"x\"");
    String id = form.formatted(Db.user(ORG, "ada"));
    Refusal.of(create("\"owner\":{\"data\":{\"type\":\"user\",\"id\":\"" + id + "\"}}"), 422)
        .is("validationError")
        .at("/data/relationships/owner");
  }

  @Test
  void digitsOfAnotherScriptAreNoId() {
    ada.createSequence("\"name\":\"x\"");
    StringBuilder id = new StringBuilder();
    Long.toString(Db.user(ORG, "ada")).chars().forEach(c -> id.append((char) (c - '0' + '０')));
    Refusal.of(create("\"owner\":{\"data\":{\"type\":\"user\",\"id\":\"" + id + "\"}}"), 422)
        .at("/data/relationships/owner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"ruleset\",\"id\":1}",
        "{\"type\":\"users\",\"id\":1}",
        "{\"type\":7,\"id\":1}",
        "{\"type\":\"user\"}",
        "{\"type\":\"user\",\"id\":null}",
        "{\"type\":\"user\",\"id\":true}",
        "{\"type\":\"user\",\"id\":1.5}",
        "{\"type\":\"user\",\"id\":{}}",
        "{\"id\":1}",
        "{}",
        "[]",
        "[{\"type\":\"user\",\"id\":1}]",
        "1",
        "\"ada\""
      })
  void refusesWhatIsNoLinkageToAUser(String data) {
    // The other fault shows that the linkage's is reported with the rest.
    Refusal.of(create("\"boss\":{\"data\":null},\"owner\":{\"data\":" + data + "}"), 422)
        .is("validationError")
        .at("/data/relationships/owner", "/data/relationships/boss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"links\":{}}", "7", "[]", "\"x\""})
  void aRelationshipWithoutDataIsNoDocument(String relationship) {
    Refusal.of(create("\"owner\":" + relationship), 400)
        .is("malformedRequest")
        .at("/data/relationships/owner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"creator", "updater"})
  void refusesAReadOnlyRelationship(String name) {
    long id = ada.createSequence("\"name\":\"x\"");
    long user = Db.user(ORG, "ada");
    for (String data : new String[] {"null", "{\"type\":\"user\",\"id\":" + user + "}"}) {
      String linkage = "\"" + name + "\":{\"data\":" + data + "}";
      Refusal.of(create(linkage), 422).at("/data/relationships/" + name).saying("read-only");
      Refusal.of(update(id, linkage), 422).at("/data/relationships/" + name).saying("read-only");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sequenceSteps",
        "contentCategoryMemberships",
        "calls",
        "mailings",
        "sequenceStates",
        "tasks"
      })
  void refusesARelationshipToMany(String name) {
    Refusal.of(create("\"" + name + "\":{\"data\":[]}"), 422)
        .is("validationError")
        .at("/data/relationships/" + name);
  }
}
