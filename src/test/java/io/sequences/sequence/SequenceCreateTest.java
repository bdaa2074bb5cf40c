package io.sequences.sequence;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SequenceCreateTest {

  private final Api ada = Api.of("creating", "ada");

  @Test
  void answersTheNewSequence() {
    ada.post("/sequences", Api.document("\"name\":\"Outbound\""))
        .statusCode(201)
        .body("data.type", equalTo("sequence"))
        .body("data.id", notNullValue())
        .body("data.attributes.name", equalTo("Outbound"));
  }
}
