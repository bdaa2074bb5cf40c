package io.sequences.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.RequestDocument;
import io.sequences.sequence.EnrolmentRules.Candidate;
import io.sequences.sequence.EnrolmentRules.Place;
import io.sequences.sequence.EnrolmentRules.Target;
import io.sequences.support.Enroller;
import io.sequences.write.Changes;
import io.sequences.write.ChangesReader;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequence 1 is the one that prospects are added to, 2 another one. */
class EnrolmentRulesTest {

  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-01T12:00:00Z");
  private static final Target OPEN = new Target(false, null, 0, "disallow", "none", null);

  private final Map<Long, Target> targets = new HashMap<>(Map.of(1L, OPEN, 2L, OPEN));
  private final Map<Long, Candidate> candidates = new HashMap<>();
  private final Map<Long, List<Place>> places = new HashMap<>();

  /** The faults of a request that adds these prospects to sequence 1, as pointer and text. */
  private List<String> add(long... prospects) {
    return request(
        Arrays.stream(prospects)
            .mapToObj(prospect -> Enroller.state(1, prospect, ""))
            .collect(Collectors.joining(",", "[", "]")));
  }

  private List<String> request(String data) {
    byte[] body = ("{\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8);
    List<Changes> documents =
        ChangesReader.forCreate(
            SequenceStateType.TYPE, RequestDocument.parseMany(body).resources());
    documents.forEach(
        each -> candidates.putIfAbsent(each.target("prospect"), new Candidate(false, null)));
    EnrolmentRules rules = new EnrolmentRules(targets, candidates, places, NOW);
    documents.forEach(rules::check);
    try {
      Changes.throwIfAnyFaulty(documents);
      return List.of();
    } catch (ApiException refused) {
      return refused.errors().stream()
          .map(error -> error.source().value() + " " + error.detail())
          .toList();
    }
  }

  private void isIn(long prospect, Place... held) {
    places.put(prospect, new ArrayList<>(List.of(held)));
  }

  private static String at(int document, String relationship, String text) {
    return "/data/" + document + "/relationships/" + relationship + " " + text;
  }

  @Test
  void anybodyMayBeAddedToASequenceWithoutRules() {
    assertThat(add(7, 8, 9)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"false, false, true", "true, false, false", "false, true, true", "true, true, true"})
  void whoOptedOutIsAddedToTransactionalSequencesOnly(
      boolean optedOut, boolean transactional, boolean permitted) {
    candidates.put(7L, new Candidate(optedOut, null));
    targets.put(1L, new Target(transactional, null, 0, "disallow", "none", null));
    assertThat(add(7).isEmpty()).isEqualTo(permitted);
  }

  @ParameterizedTest
  @CsvSource({
    "allow, true, true",
    "allow, false, true",
    "disallow, true, false",
    "disallow, false, false",
    "only_if_inactive, true, false",
    "only_if_inactive, false, true"
  })
  void aRulesetSaysWhetherAProspectMayBeInItAgain(
      String permit, boolean unfinished, boolean permitted) {
    targets.put(1L, new Target(false, null, 1, permit, "none", null));
    isIn(7, new Place(1, unfinished, false));
    assertThat(add(7))
        .isEqualTo(
            permitted
                ? List.of()
                : List.of(at(0, "prospect", "The prospect is in this sequence already.")));
  }

  @ParameterizedTest
  @CsvSource({
    "none, true, true, true",
    "none, true, false, true",
    "exclusive_sequences, true, true, false",
    "exclusive_sequences, true, false, true",
    "exclusive_sequences, false, true, true",
    "all_sequences, true, true, false",
    "all_sequences, true, false, false",
    "all_sequences, false, false, true",
    "all_sequences, false, true, true"
  })
  void aRulesetSaysWhereElseAProspectMustNotBe(
      String exclusivity, boolean unfinished, boolean elseExclusive, boolean permitted) {
    targets.put(1L, new Target(false, null, 0, "disallow", exclusivity, null));
    isIn(7, new Place(2, unfinished, elseExclusive));
    assertThat(add(7))
        .isEqualTo(
            permitted
                ? List.of()
                : List.of(at(0, "prospect", "The prospect is active in another sequence.")));
  }

  @Test
  void theSameSequenceIsNoOtherOne() {
    targets.put(1L, new Target(false, null, 0, "allow", "all_sequences", null));
    isIn(7, new Place(1, true, true));
    assertThat(add(7)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3600, 2026-03-01T11:00:00.001Z, false",
    "3600, 2026-03-01T11:00:00Z, true",
    "3600, 2026-03-01T10:00:00Z, true",
    "3600, 2026-03-01T13:00:00Z, false",
    "3600, , true",
    "0, 2026-03-01T12:00:00Z, true",
    ", 2026-03-01T12:00:00Z, true"
  })
  void whoWasTouchedIsLeftAloneForAWhile(Long rest, OffsetDateTime touched, boolean permitted) {
    targets.put(1L, new Target(false, null, 0, "disallow", "none", rest));
    candidates.put(7L, new Candidate(false, touched));
    assertThat(add(7).isEmpty()).isEqualTo(permitted);
  }

  @ParameterizedTest
  @CsvSource({"10, 9, true", "10, 10, false", "10, 12, false", ", 1000000, true"})
  void aSequenceTakesSoManyProspects(Long most, long there, boolean permitted) {
    targets.put(1L, new Target(false, most, there, "disallow", "none", null));
    assertThat(add(7))
        .isEqualTo(
            permitted
                ? List.of()
                : List.of(at(0, "sequence", "The sequence takes at most 10 prospects.")));
  }

  @Test
  void whoIsInItAlreadyTakesNoFurtherPlace() {
    targets.put(1L, new Target(false, 10L, 10, "allow", "none", null));
    isIn(7, new Place(1, false, false));
    assertThat(add(7, 7, 7)).isEmpty();
  }

  @Test
  void eachDocumentCountsForThoseBehindIt() {
    targets.put(1L, new Target(false, 10L, 8, "disallow", "none", null));
    assertThat(add(6, 7, 6, 8))
        .containsExactly(
            at(2, "prospect", "The prospect is in this sequence already."),
            at(3, "sequence", "The sequence takes at most 10 prospects."));
  }

  @Test
  void aDocumentThatIsRefusedCountsForNobody() {
    targets.put(1L, new Target(false, 10L, 9, "disallow", "none", null));
    candidates.put(6L, new Candidate(true, null));
    assertThat(add(6, 7)).containsExactly(at(0, "prospect", "The prospect opted out."));
  }

  @Test
  void aPlaceGivenByOneDocumentIsElsewhereForTheNext() {
    targets.put(1L, new Target(false, null, 0, "disallow", "exclusive_sequences", null));
    targets.put(2L, new Target(false, null, 0, "disallow", "exclusive_sequences", null));
    assertThat(request("[" + Enroller.state(2, 7, "") + "," + Enroller.state(1, 7, "") + "]"))
        .containsExactly(at(1, "prospect", "The prospect is active in another sequence."));
  }

  @Test
  void allThatIsWrongIsSaid() {
    targets.put(1L, new Target(false, 1L, 1, "disallow", "all_sequences", 60L));
    candidates.put(7L, new Candidate(true, NOW));
    isIn(7, new Place(2, true, false));
    assertThat(add(7))
        .containsExactly(
            at(0, "prospect", "The prospect opted out."),
            at(0, "prospect", "The prospect was touched less than 60 seconds ago."),
            at(0, "prospect", "The prospect is active in another sequence."),
            at(0, "sequence", "The sequence takes at most 1 prospects."));
  }

  @Test
  void targetsThatAreNotThereAreLeftToWhoeverNotedThat() {
    targets.clear();
    assertThat(add(7)).isEmpty();
  }
}
