package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.mailing.LedgerCheck.Difference;
import io.sequences.mailing.LedgerCheck.Drift;
import io.sequences.mailing.LedgerCheck.Target;
import io.sequences.support.Api;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check finds what is wrong with the figures, and a repair mends that and nothing else. */
@QuarkusTest
class LedgerCheckTest {

  @Inject LedgerCheck check;
  @Inject Retention retention;

  private final String organisation = "check " + UUID.randomUUID();
  private CountedSequence sequence;

  @BeforeEach
  void sequence() {
    sequence = new CountedSequence(Api.of(organisation, "ada"), organisation, retention);
    assertThat(drift().differing()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update mailing_total set open_count = 7 where sequence_step_id = STEP | step STEP | open_count | 2 | 7",
        "update mailing_total set deliver_count = 0 where sequence_step_id = STEP | step STEP | deliver_count | 2 | 0",
        "update mailing_total set contacted_prospects = 9 where sequence_id = SEQUENCE and sequence_step_id = 0"
            + " | step 0 | contacted_prospects | 2 | 9",
        "update mailing_total set replied_prospects = 0 where sequence_id = SEQUENCE and sequence_step_id = 0"
            + " | step 0 | replied_prospects | 1 | 0",
        "insert into mailing_total (org_id, sequence_id, sequence_step_id, reply_count) values (ORG, SEQUENCE, 777, 5)"
            + " | step 777 | reply_count | 0 | 5",
        "update sequence_total set open_count = 8 where sequence_id = SEQUENCE | all steps | open_count | 2 | 8",
        "update sequence_total set replied_prospects = 0 where sequence_id = SEQUENCE"
            + " | all steps | replied_prospects | 1 | 0",
        "update mailing_daily set open_count = 3 where sequence_id = SEQUENCE and day = '2020-01-02'"
            + " | day 2020-01-02 | open_count | 2 | 3",
        "delete from mailing_daily where sequence_id = SEQUENCE and day = '2020-01-01'"
            + " | day 2020-01-01 | deliver_count | 2 | 0",
        "insert into mailing_daily (org_id, sequence_id, day, click_count) values (ORG, SEQUENCE, '2019-01-01', 4)"
            + " | day 2019-01-01 | click_count | 0 | 4",
        "update sequence_prospect set touches = 5 where prospect_id = PROSPECT | prospect PROSPECT | touches | 2 | 5",
        "update sequence_prospect set touches = 0 where prospect_id = PROSPECT | prospect PROSPECT | touches | 2 | 0",
        "delete from sequence_prospect where prospect_id = PROSPECT | prospect PROSPECT | touches | 2 | 0",
        "update sequence_prospect set replied_states = 1 where prospect_id = PROSPECT"
            + " | prospect PROSPECT | replied_states | 0 | 1",
        "insert into sequence_prospect (org_id, sequence_id, prospect_id, touches) values (ORG, SEQUENCE, 777, 1)"
            + " | prospect 777 | touches | 0 | 1",
      })
  void findsAndMendsWhatWasSpoiled(
      String spoil, String of, String figure, long expected, long found) {
    String resource = sequence.resource();
    List<Object> prospects = sequence.prospects();
    sequence.run(spoil);
    Drift drift =
        new Drift(1, List.of(new Difference(sequence.filled(of), figure, expected, found)));

    assertThat(drift()).isEqualTo(drift);
    assertThat(drift()).as("a check changes nothing").isEqualTo(drift);
    assertThat(repair()).isEqualTo(drift);

    assertThat(drift().differing()).isZero();
    assertThat(sequence.resource()).isEqualTo(resource);
    sequence.foldAll();
    assertThat(drift().differing()).isZero();
    assertThat(sequence.resource()).isEqualTo(resource);
    assertThat(sequence.prospects()).isEqualTo(prospects);
    assertThat(repair().differing()).isZero();
  }

  @Test
  void findsAndMendsEverythingAtOnce() {
    String resource = sequence.resource();
    List<Object> prospects = sequence.prospects();
    for (String table :
        List.of("mailing_total", "sequence_total", "mailing_daily", "sequence_prospect")) {
      sequence.run("delete from " + table + " where sequence_id = SEQUENCE");
    }
    sequence.run(
        "insert into mailing_delta (org_id, sequence_id, sequence_step_id, day, open_count)"
            + " values (ORG, SEQUENCE, STEP, '2018-01-01', 3)");
    assertThat(drift().differing()).isPositive().isEqualTo(repair().differing());
    assertThat(drift().differing()).isZero();
    sequence.foldAll();
    assertThat(sequence.resource()).isEqualTo(resource);
    assertThat(sequence.prospects()).isEqualTo(prospects);
  }

  @Test
  void countsAllAndListsTheFirstThousand() {
    sequence.run(
        "insert into sequence_prospect (org_id, sequence_id, prospect_id, touches)"
            + " select ORG, SEQUENCE, 1000000 + i, 1 from generate_series(1, 1500) i");
    assertThat(drift().differing()).isEqualTo(1500);
    assertThat(drift().listed()).hasSize(1000);
    assertThat(repair().differing()).isEqualTo(1500);
    assertThat(drift().differing()).isZero();
  }

  @Test
  void aDeletedSequenceIsCheckedAsAnyOther() {
    sequence.run("update sequence_state set state = 'finished' where sequence_id = SEQUENCE");
    sequence.run("update sequence set deleted_at = now() where id = SEQUENCE");
    sequence.run("update mailing_total set open_count = 7 where sequence_step_id = STEP");
    assertThat(targets(null, organisation, null)).contains(target());
    assertThat(drift().differing()).isEqualTo(1);
  }

  @Test
  void sequencesAreWalkedInTheOrderOfTheirIds() {
    List<Target> all = targets(null, organisation, null);
    assertThat(all).hasSize(2).startsWith(target());
    assertThat(targets(all.get(0), organisation, null)).containsExactly(all.get(1));
    assertThat(targets(all.get(1), organisation, null)).isEmpty();
    assertThat(targets(null, null, sequence.id)).containsExactly(target());
    assertThat(targets(null, "nobody", sequence.id)).isEmpty();
  }

  private List<Target> targets(Target after, String only, Long id) {
    return check.targets(after, only, id).await().indefinitely();
  }

  private Drift drift() {
    return check.check(target(), false).await().indefinitely();
  }

  private Drift repair() {
    return check.check(target(), true).await().indefinitely();
  }

  private Target target() {
    return new Target(sequence.org, organisation, sequence.id);
  }
}
