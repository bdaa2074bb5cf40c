package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.OtherWriter;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a client sees when others hold up the database, or when it asks for too much at once. */
@QuarkusTest
class OverloadTest {

  private static final String ORG = "overload";

  private final Api ada = Api.of(ORG, "ada");

  @Test
  void aWriteGivesUpWaitingForARowThatIsHeld() {
    long id = ada.createSequence("\"name\":\"a\"");
    try (OtherWriter other = new OtherWriter()) {
      other.run("select 1 from sequence where id = " + id + " for update");
      Refusal.of(ada.patchSequence(id, "\"name\":\"b\""), 503).is("overloaded");
    }
    ada.patchSequence(id, "\"name\":\"b\"").statusCode(200);
  }

  @Test
  void aChangeDoesNotWaitForRowsThatAreBeingAdded() {
    long id = ada.createSequence("\"name\":\"a\"");
    try (OtherWriter other = new OtherWriter()) {
      other.run(
          "insert into mailing (org_id, sequence_id) values (%d, %d)"
              .formatted(Sample.of(ORG).org(), id));
      ada.patchSequence(id, "\"name\":\"b\"").statusCode(200);
      Api.of(ORG, "somebody-new").get("/sequences").statusCode(200);
    }
  }

  @Test
  void anAnswerListsAHundredFaultsAndNoMore() {
    String many =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "\"x" + i + "\":1")
            .collect(Collectors.joining(","));
    int listed =
        ada.post("/sequences", Api.document(many))
            .statusCode(422)
            .extract()
            .jsonPath()
            .getList("errors")
            .size();
    assertThat(listed).isEqualTo(100);
  }
}
