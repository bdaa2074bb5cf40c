package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import io.sequences.support.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An organisation has one default ruleset at any time, and keeps those that sequences use. */
@QuarkusTest
class RulesetDefaultTest {

  private static final String ORG = "ruleset-default";

  private final Api ada = Api.of(ORG, "ada");

  private long ruleset() {
    return ada.created(ResourceObject.of("ruleset").with("name", "r"));
  }

  private List<Long> defaults() {
    return Resources.ids(ada, "/rulesets?filter[isDefault]=true");
  }

  private void makeDefault(long id) {
    ada.change(ResourceObject.of("ruleset").id(id).with("isDefault", true)).statusCode(200);
  }

  private long rulesetOf(long sequence) {
    return Json.of(ada.get("/sequences/" + sequence))
        .at("/data/relationships/ruleset/data/id")
        .longValue();
  }

  @Test
  void itMovesByAnUpdateOrACreate() {
    long first = ruleset();
    makeDefault(first);
    assertThat(defaults()).containsExactly(first);
    long second =
        ada.created(ResourceObject.of("ruleset").with("name", "s").with("isDefault", true));
    assertThat(defaults()).containsExactly(second);
    assertThat(rulesetOf(ada.createSequence("\"name\":\"new\""))).isEqualTo(second);
  }

  @Test
  void itIsNotGivenUp() {
    long id = ruleset();
    makeDefault(id);
    Refusal.of(ada.change(ResourceObject.of("ruleset").id(id).with("isDefault", false)), 422)
        .is("validationError")
        .at("/data/attributes/isDefault");
    Refusal.of(ada.delete("/rulesets/" + id), 422).saying("The default ruleset");
    assertThat(defaults()).containsExactly(id);
  }

  @Test
  void aRefusedChangeLeavesTheDefaultWhereItIs() {
    long before = ruleset();
    makeDefault(before);
    long id = ruleset();
    ResourceObject faulty = ResourceObject.of("ruleset").id(id).with("isDefault", true);
    Refusal.of(ada.change(faulty.with("name", " ")), 422).at("/data/attributes/name");
    Refusal.of(
            ada.create(ResourceObject.of("ruleset").with("name", "").with("isDefault", true)), 422)
        .at("/data/attributes/name");
    assertThat(defaults()).containsExactly(before);
  }

  @Test
  void oneInUseIsNotDeletedAndOneUsedByDeletedSequencesIs() {
    long id = ruleset();
    long sequence = ada.createSequence("\"name\":\"s\"");
    ResourceObject use = ResourceObject.of("sequence").id(sequence).to("ruleset", "ruleset", id);
    ada.change(use).statusCode(200);
    Refusal.of(ada.delete("/rulesets/" + id), 422).is("validationError").saying("sequences use");
    ada.delete("/sequences/" + sequence).statusCode(204);
    ada.delete("/rulesets/" + id).statusCode(204);
    Refusal.of(ada.get("/rulesets/" + id), 404);
    Refusal.of(ada.delete("/rulesets/" + id), 404);
  }

  @Test
  void aDeletedOneCannotBeUsed() {
    long id = ruleset();
    ada.delete("/rulesets/" + id).statusCode(204);
    long sequence = ada.createSequence("\"name\":\"s\"");
    ResourceObject use = ResourceObject.of("sequence").id(sequence).to("ruleset", "ruleset", id);
    Refusal.of(ada.change(use), 422)
        .at("/data/relationships/ruleset")
        .saying("There is no such ruleset.");
  }
}
