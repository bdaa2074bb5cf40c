package io.sequences.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.AtOnce;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.OtherWriter;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import io.sequences.support.Sample;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deleting a prospect erases the person; what happened, and every figure, stays. */
@QuarkusTest
class ProspectErasureTest {

  private static final String ORG = "erasure";

  private final Api ada = Api.of(ORG, "ada");
  private long sequence;
  private long prospect;
  private long state;
  private long mailing;

  @BeforeEach
  void engage() {
    sequence = ada.createSequence("\"name\":\"s\"");
    Sample sample = Sample.of(ORG);
    sample.step(sequence);
    ada.post("/sequences/" + sequence + "/actions/activate").statusCode(200);
    prospect =
        ada.created(
            ResourceObject.of("prospect")
                .with("firstName", "Pamela")
                .with("lastName", "Quist")
                .with("emails", List.of("pamela@quist.example"))
                .with("company", "Quist Ltd")
                .with("title", "Pamela's title")
                .with("tags", List.of("Pamela")));
    state = sample.state(sequence, prospect, "paused");
    Db.rows(
        "update sequence_state set error_reason = 'no pamela@quist.example', pause_reason = 'Pamela'"
            + " where id = ?",
        state);
    mailing =
        ada.created(
            ResourceObject.of("mailing")
                .with("state", "scheduled")
                .with("subject", "Pamela!")
                .with("bodyHtml", "<p>Pamela")
                .with("bodyText", "Pamela")
                .to("sequenceState", "sequenceState", state));
    Db.rows(
        "update mailing set delivered_at = now(), replied_at = now(), reply_sentiment = 'positive',"
            + " state = 'replied', error_reason = '550 <pamela@quist.example> unknown' where id = ?",
        mailing);
    ada.created(
        ResourceObject.of("task")
            .with("action", "call")
            .with("note", "Ask Pamela")
            .to("sequenceState", "sequenceState", state));
    ada.created(
        ResourceObject.of("call")
            .with("note", "Pamela said no")
            .with("dialedAt", "2026-03-01T10:00:00Z")
            .to("sequenceState", "sequenceState", state));
  }

  private void delete() {
    ada.delete("/prospects/" + prospect).statusCode(204);
  }

  private JsonNode figures() {
    return Json.attributes(
        ada.get(
            "/sequences/"
                + sequence
                + "?fields[sequence]=scheduleCount,deliverCount,replyCount,positiveReplyCount,"
                + "numContactedProspects,numRepliedProspects"));
  }

  @Test
  void noTableKnowsThePersonAnyMore() {
    delete();
    for (String table : List.of("prospect", "mailing", "task", "call", "sequence_state")) {
      assertThat(
              Db.rows(
                  "select t::text from "
                      + table
                      + " t where org_id = ? and t::text ~* 'pamela|quist'"
                      + " and "
                      + (table.equals("prospect") ? "id" : "prospect_id")
                      + " = ?",
                  Db.org(ORG),
                  prospect))
          .as(table)
          .isEmpty();
    }
  }

  @Test
  void noAnswerIsGivenAgainThatTellsOfThePerson() {
    ResourceObject person =
        ResourceObject.of("prospect").with("firstName", "Zdenka").with("lastName", "}\"id\":1");
    long other = id(keyed("/prospects", "other", person).statusCode(201));
    long zdenka = id(keyed("/prospects", "person", person).statusCode(201));
    ResourceObject letter =
        ResourceObject.of("mailing").with("subject", "Zdenka!").to("prospect", "prospect", zdenka);
    keyed("/mailings", "letter", letter).statusCode(201);
    assertThat(keptAnswers("Zdenka")).isEqualTo(3);
    ada.delete("/prospects/" + zdenka).statusCode(204);
    assertThat(keptAnswers("Zdenka")).isEqualTo(1);
    keyed("/prospects", "other", person).header("Idempotent-Replayed", "true");
    Refusal.of(keyed("/mailings", "letter", letter), 422).at("/data/relationships/prospect");
    assertThat(id(keyed("/prospects", "person", person).statusCode(201))).isNotIn(other, zdenka);
  }

  private ValidatableResponse keyed(String path, String key, ResourceObject resource) {
    return ada.request()
        .header("Idempotency-Key", key)
        .contentType(Api.JSON_API)
        .body(resource.document())
        .post("/api/v2" + path)
        .then();
  }

  private static long id(ValidatableResponse created) {
    return Json.of(created).at("/data/id").longValue();
  }

  private static long keptAnswers(String text) {
    return Db.number(
        "select count(*) from idempotency_key where org_id = ?"
            + " and convert_from(body, 'UTF8') like ?",
        Db.org(ORG),
        "%" + text + "%");
  }

  @Test
  void figuresAndWhatHappenedStay() {
    JsonNode before = figures();
    assertThat(before.path("replyCount").intValue()).isEqualTo(1);
    assertThat(before.path("numContactedProspects").intValue()).isEqualTo(1);
    delete();
    assertThat(figures()).isEqualTo(before);
    JsonNode left = Json.attributes(ada.get("/mailings/" + mailing).statusCode(200));
    assertThat(left.path("state").textValue()).isEqualTo("replied");
    assertThat(left.path("subject").isNull()).isTrue();
    assertThat(left.path("deliveredAt").isNull()).isFalse();
  }

  @Test
  void itsStateIsFinishedAndTheSequenceCanBeDeleted() {
    delete();
    JsonNode left = Json.attributes(ada.get("/sequenceStates/" + state).statusCode(200));
    assertThat(left.path("state").textValue()).isEqualTo("finished");
    ada.delete("/sequences/" + sequence).statusCode(204);
  }

  @Test
  void afterwardsThereIsNoSuchProspect() {
    delete();
    String path = "/prospects/" + prospect;
    Refusal.of(ada.get(path), 404).is("resourceNotFound");
    Refusal.of(ada.delete(path), 404).is("resourceNotFound");
    Refusal.of(ada.change(ResourceObject.of("prospect").id(prospect)), 404).is("resourceNotFound");
    Refusal.of(ada.create(ResourceObject.of("mailing").to("prospect", "prospect", prospect)), 422)
        .at("/data/relationships/prospect")
        .saying("There is no such prospect.");
    Refusal.of(
            ada.create(ResourceObject.of("call").to("sequenceState", "sequenceState", state)), 422)
        .at("/data/relationships/sequenceState");
  }

  @Test
  void aTransactionalSequenceIsLeftAsWell() {
    ada.patchSequence(sequence, "\"transactional\":true").statusCode(200);
    delete();
    assertThat(Json.attributes(ada.get("/sequenceStates/" + state)).path("state").textValue())
        .isEqualTo("finished");
  }

  @Test
  void anErasureWaitsForAMailingThatIsBeingWritten() {
    try (OtherWriter writer = new OtherWriter()) {
      writer.run(
          "insert into mailing (org_id, prospect_id, body_text) values (%d, %d, 'Pamela')"
              .formatted(Db.org(ORG), prospect));
      CompletableFuture<Integer> answer =
          AtOnce.begin(() -> ada.delete("/prospects/" + prospect).extract().statusCode());
      writer.awaitSomebodyWaiting();
      writer.commit();
      assertThat(answer.join()).isEqualTo(204);
    }
    assertThat(
            Db.number(
                "select count(*) from mailing where prospect_id = ? and body_text is not null",
                prospect))
        .isZero();
  }

  @Test
  void whatIsReportedOrWrittenAfterwardsTellsNoMoreOfThePerson() {
    Events events = Events.by(ada);
    String reason = "\"reason\":\"550 <pamela@quist.example> unknown\"";
    events.apply(Events.event(mailing, "bounced", "2026-03-02T10:00:00.000Z", reason));
    delete();
    events.apply(
        Events.event(mailing, "bounced", "2026-03-02T10:00:01.000Z"),
        Events.event(mailing, "failed", "2026-03-02T10:00:02.000Z", reason));
    noReasonIsLeft();
    Refusal.of(ada.change(ResourceObject.of("mailing").id(mailing).with("subject", "Pamela")), 422)
        .is("validationError")
        .at("/data/attributes/subject");
  }

  private void noReasonIsLeft() {
    assertThat(Db.rows("select reason from mailing_event where mailing_id = ?", mailing))
        .hasSize(3)
        .containsOnlyNulls();
    assertThat(Db.rows("select error_reason from mailing where id = ?", mailing))
        .containsOnlyNulls();
    assertThat(Db.rows("select error_reason from sequence_state where id = ?", state))
        .containsOnlyNulls();
  }
}
