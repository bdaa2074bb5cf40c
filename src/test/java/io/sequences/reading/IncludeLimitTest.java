package io.sequences.reading;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import org.junit.jupiter.api.Test;

/** How much a relationship to many may include in one answer. */
@QuarkusTest
class IncludeLimitTest {

  private static final String ORG = "include-limit";

  private final Api ada = Api.of(ORG, "ada");

  @Test
  void includesTenThousandResourcesAndRefusesMore() {
    long sequence = ada.createSequence("\"name\":\"busy\"");
    Db.rows(
        "insert into task (org_id, sequence_id, action) select ?, ?, 'call' from"
            + " generate_series(1, 10000)",
        Sample.of(ORG).org(),
        sequence);
    String path = "/sequences/" + sequence + "?include=tasks&fields[task]=action";
    ada.get(path).statusCode(200).body("included", hasSize(10_000));

    Sample.of(ORG).task(sequence);
    ada.get(path)
        .statusCode(422)
        .body("errors[0].source.parameter", equalTo("include"))
        .body("errors[0].detail", containsString("'tasks'"));
  }

  @Test
  void aWriteWhoseAnswerWouldBeTooLargeIsNotDone() {
    long sequence = ada.createSequence("\"name\":\"before\"");
    Db.rows(
        "insert into task (org_id, sequence_id, action) select ?, ?, 'call' from"
            + " generate_series(1, 10001)",
        Sample.of(ORG).org(),
        sequence);
    String path = "/sequences/" + sequence;
    Refusal.of(ada.patch(path + "?include=tasks", Api.document("\"name\":\"after\"")), 422)
        .parameter("include");
    ada.get(path).body("data.attributes.name", equalTo("before"));
  }

  @Test
  void whatIsIncludedByAWayAroundIsNamedByTheResourceThatHasIt() {
    long sequence = ada.createSequence("\"name\":\"round\"");
    Sample.of(ORG).step(sequence);
    int task = (int) Sample.of(ORG).task(sequence);
    ada.get("/sequences/" + sequence + "?include=sequenceSteps.sequence.tasks")
        .statusCode(200)
        .body("data.relationships.tasks.data.id", contains(task))
        .body("included.findAll { it.type == 'task' }.id", contains(task));
  }
}
