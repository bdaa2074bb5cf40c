package io.sequences.reading;

import static io.sequences.support.Resources.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of a sequence that come from its steps. */
@QuarkusTest
class StepFiguresTest {

  private final String organisation = "step figures " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private Sample sample;
  private long sequence;

  @BeforeEach
  void oneSequence() {
    sequence = Sample.sequences(ada, organisation, 1).get(0);
    sample = Sample.of(organisation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 0 | 0 | 0",
        "auto_email 0 | 1 | 100 | 0",
        "auto_email 1 | 1 | 100 | 1",
        "auto_email 86400 | 1 | 100 | 1",
        "auto_email 86400,call 1 | 2 | 50 | 2",
        "call 43200,task 43200,auto_email 172800 | 3 | 33.333333333333336 | 3",
        "manual_email 86401,call 0 | 2 | 0 | 2",
      })
  void stepsOfAnIntervalSequence(String steps, int count, double automation, int days) {
    int order = 0;
    for (String each : steps.isEmpty() ? new String[0] : steps.split(",", -1)) {
      String[] words = each.split(" ", 2);
      sample.step(sequence, ++order, words[0], Integer.parseInt(words[1]));
    }
    assertThat(figure("sequenceStepCount")).isEqualTo(count);
    assertThat(attribute("automationPercentage").doubleValue()).isEqualTo(automation);
    assertThat(figure("durationInDays")).isEqualTo(days);
  }

  @ParameterizedTest
  @CsvSource({
    "'',0",
    "2024-02-28T23:59:00Z,0",
    "'2024-02-28T23:59:00Z,2024-03-01T00:00:00Z',2",
    "'2024-03-01T00:00:00Z,2024-02-28T00:00:00Z,2024-02-29T12:00:00Z',2",
    "'2024-03-01T00:00:00Z,2024-03-01T23:59:59Z',0",
  })
  void daysOfADateSequenceAreThoseFromTheFirstToTheLastDate(String dates, int days) {
    Db.rows("update sequence set sequence_type = 'date' where id = ?", sequence);
    int order = 0;
    for (String date : dates.isEmpty() ? new String[0] : dates.split(",", -1)) {
      Db.rows(
          "insert into sequence_step (org_id, sequence_id, ordinal, step_type, step_date)"
              + " values (?, ?, ?, 'call', ?::timestamptz)",
          sample.org(),
          sequence,
          ++order,
          date);
    }
    assertThat(figure("durationInDays")).isEqualTo(days);
    assertThat(attribute("automationPercentage").doubleValue()).isZero();
  }

  private long figure(String name) {
    return attribute(name).longValue();
  }

  private JsonNode attribute(String name) {
    return document(ada.get("/sequences/" + sequence)).at("/data/attributes/" + name);
  }
}
