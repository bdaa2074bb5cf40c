package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import io.sequences.support.Sample;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients draft and schedule mailings; what happens to them is told by events. */
@QuarkusTest
class MailingWriteTest {

  private static final String ORG = "mailing-writes";
  private static final String MOMENT = "2026-03-01T10:00:00.000Z";

  private final Api ada = Api.of(ORG, "ada");

  private static ResourceObject mailing() {
    return ResourceObject.of("mailing");
  }

  private JsonNode change(ResourceObject change) {
    return Json.attributes(ada.change(change).statusCode(200));
  }

  @Test
  void aScheduledOneIsScheduledForNowUnlessItSaysWhen() {
    JsonNode now =
        Json.attributes(ada.create(mailing().with("state", "scheduled")).statusCode(201));
    assertThat(now.path("scheduledAt").textValue())
        .isGreaterThanOrEqualTo(now.path("createdAt").textValue());
    JsonNode then =
        Json.attributes(
            ada.create(mailing().with("state", "scheduled").with("scheduledAt", MOMENT))
                .statusCode(201));
    assertThat(then.path("scheduledAt").textValue()).isEqualTo(MOMENT);
  }

  @Test
  void theSenderIsTheTokensUserUnlessItSaysWho() {
    JsonNode answer = Json.of(ada.create(mailing()).statusCode(201));
    assertThat(answer.at("/data/relationships/user/data/id").longValue())
        .isEqualTo(Db.user(ORG, "ada"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bounced",
        "delivered",
        "delivering",
        "failed",
        "opened",
        "placeholder",
        "queued",
        "replied"
      })
  void aNewOneIsDraftedOrScheduled(String state) {
    Refusal.of(ada.create(mailing().with("state", state)), 422)
        .is("validationError")
        .at("/data/attributes/state")
        .saying("drafted, scheduled");
  }

  @Test
  void itMovesAboutAmongTheStatesBeforeDelivery() {
    long id = ada.created(mailing());
    for (String state :
        List.of("placeholder", "queued", "scheduled", "delivering", "drafted", "scheduled")) {
      JsonNode after = change(mailing().id(id).with("state", state));
      assertThat(after.path("state").textValue()).isEqualTo(state);
      assertThat(after.path("stateChangedAt").textValue())
          .isGreaterThan(after.path("createdAt").textValue())
          .isLessThanOrEqualTo(after.path("updatedAt").textValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bounced", "delivered", "failed", "opened", "replied"})
  void noUpdateSaysThatSomethingHappened(String state) {
    long id = ada.created(mailing());
    Refusal.of(ada.change(mailing().id(id).with("state", state)), 422).at("/data/attributes/state");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bounced", "delivered", "failed", "opened", "replied"})
  void whatHappenedIsNotTakenBack(String state) {
    long id = ada.created(mailing());
    Db.rows("update mailing set " + state + "_at = now(), state = ? where id = ?", state, id);
    Refusal.of(ada.change(mailing().id(id).with("state", "drafted").with("subject", "s")), 422)
        .is("validationError")
        .at("/data/attributes/state")
        .saying("The mailing is " + state);
    JsonNode after = change(mailing().id(id).with("subject", "s"));
    assertThat(after.path("state").textValue()).isEqualTo(state);
    assertThat(after.path("updatedAt").textValue())
        .isGreaterThan(after.path("createdAt").textValue());
  }

  @Test
  void theMomentItIsScheduledForMovesAndStays() {
    long id = ada.created(mailing().with("state", "scheduled"));
    change(mailing().id(id).with("scheduledAt", MOMENT));
    Refusal.of(ada.change(mailing().id(id).with("scheduledAt", null)), 422)
        .at("/data/attributes/scheduledAt");
    JsonNode after = change(mailing().id(id).with("state", "drafted"));
    assertThat(after.path("scheduledAt").textValue()).isEqualTo(MOMENT);
    long draft = ada.created(mailing());
    change(mailing().id(draft).with("scheduledAt", null));
  }

  @Test
  void twoFaultsOfOneUpdateComeTogether() {
    long id = ada.created(mailing().with("state", "scheduled"));
    Refusal.of(ada.change(mailing().id(id).with("scheduledAt", null).with("state", "opened")), 422)
        .at("/data/attributes/scheduledAt", "/data/attributes/state");
  }

  @Test
  void theSequenceCountsAtOnceWhatWasScheduled() {
    long sequence = ada.createSequence("\"name\":\"s\"");
    long id = ada.created(mailing().to("sequence", "sequence", sequence));
    assertThat(scheduled(sequence)).isZero();
    change(mailing().id(id).with("state", "scheduled"));
    assertThat(scheduled(sequence)).isEqualTo(1);
    change(mailing().id(id).with("state", "queued"));
    change(mailing().id(id).with("scheduledAt", MOMENT));
    ada.created(mailing().with("scheduledAt", MOMENT).to("sequence", "sequence", sequence));
    assertThat(scheduled(sequence)).isEqualTo(2);
  }

  private int scheduled(long sequence) {
    return Json.attributes(ada.get("/sequences/" + sequence)).path("scheduleCount").intValue();
  }

  @Test
  void aMessageIdNamesOneMailingOfTheOrganisation() {
    String messageId = "<" + UUID.randomUUID() + "@a>";
    long id = ada.created(mailing().with("messageId", messageId));
    Refusal.of(ada.create(mailing().with("messageId", messageId)), 422)
        .is("validationError")
        .at("/data/attributes/messageId");
    long other = ada.created(mailing());
    Refusal.of(ada.change(mailing().id(other).with("messageId", messageId)), 422)
        .at("/data/attributes/messageId");
    change(mailing().id(id).with("messageId", messageId));
    Api.of("other-" + ORG, "ada").create(mailing().with("messageId", messageId)).statusCode(201);
    change(mailing().id(id).with("messageId", null));
    ada.create(mailing().with("messageId", messageId)).statusCode(201);
  }

  @Test
  void oneBulkHasAMessageIdOnce() {
    String messageId = "<" + UUID.randomUUID() + "@a>";
    List<ResourceObject> all =
        List.of(
            mailing().with("messageId", messageId),
            mailing(),
            mailing().with("messageId", messageId));
    Refusal.of(ada.createAll(all), 422).at("/data/2/attributes/messageId");
  }

  /** An index holds no more than 2,700 bytes, and no line of a header more than 998. */
  @Test
  void aMessageIdIsCountedInBytes() {
    Random random = new Random(1);
    StringBuilder odd = new StringBuilder();
    random.ints(998, 0x20000, 0x2A6DF).forEach(odd::appendCodePoint);
    Refusal.of(ada.create(mailing().with("messageId", odd)), 422)
        .is("validationError")
        .at("/data/attributes/messageId")
        .saying("998 bytes");
    ada.create(mailing().with("messageId", odd.substring(0, 498))).statusCode(201);
  }

  @Test
  void mailingsAreNotDeleted() {
    Refusal.of(ada.delete("/mailings/" + ada.created(mailing())), 405).is("methodNotAllowed");
  }

  @Test
  void whenADeliveredOneWasToBeIsHistory() {
    long mailing = ada.created(mailing().with("state", "scheduled"));
    Events.by(ada).apply(Events.event(mailing, "delivered", MOMENT));
    Refusal.of(ada.change(mailing().id(mailing).with("scheduledAt", MOMENT)), 422)
        .is("validationError")
        .at("/data/attributes/scheduledAt");
  }

  @Test
  void oneOfASequenceToAProspectBelongsToItsStateThere() {
    long sequence = ada.createSequence("\"name\":\"s\"");
    long prospect = Sample.of(ORG).prospect("p");
    Sample.of(ORG).state(sequence, prospect, "finished");
    long state = Sample.of(ORG).state(sequence, prospect, "active");
    long mailing =
        ada.created(
            mailing().to("sequence", "sequence", sequence).to("prospect", "prospect", prospect));
    Events.by(ada).apply(Events.event(mailing, "bounced", MOMENT));
    assertThat(Json.attributes(ada.get("/sequenceStates/" + state)).path("state").textValue())
        .isEqualTo("bounced");
  }
}
