package io.sequences.mailing;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.AtOnce;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.OtherWriter;
import io.sequences.support.Sample;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A purge of mailings of which the same events are reported again meanwhile. */
@QuarkusTest
class PurgeBesideEventsTest {

  private static final String ORG = "purge beside events";
  private static final String T1 = "2026-03-01T10:00:00.000Z";

  private final Api ada = Api.of(ORG, "ada");

  /**
   * The purge holds both mailings, and has come as far as the event of the first, when more is said
   * of the event of the second. Who then took the event before its mailing would wait for the
   * purge, and the purge for him.
   */
  @Test
  void whatMoreIsSaidOfAnEventWaitsForItsMailingFirst() {
    long sequence = ada.createSequence("\"name\":\"s\"");
    List<Long> mailings = Sample.of(ORG).mailings(sequence, Sample.of(ORG).prospect("p"), 2);
    Events.by(ada)
        .apply(event(mailings.get(0), "replied", T1), event(mailings.get(1), "replied", T1));
    long first = firstToGo(mailings);
    long second = mailings.get(mailings.indexOf(first) == 0 ? 1 : 0);
    String eventOf =
        "select count(*) from (select from mailing_event where mailing_id = %d for update";
    // Closed from the last to the first, so that nobody is left waiting for another.
    try (OtherWriter reporter = new OtherWriter();
        OtherWriter purger = new OtherWriter();
        OtherWriter holder = new OtherWriter()) {
      holder.number(eventOf.formatted(first) + ") e");
      CompletableFuture<Long> purged = later(purger, purge());
      holder.awaitSomebodyWaiting();
      assertThat(Db.number(eventOf.formatted(second) + " skip locked) e"))
          .as("events of the second that the purge has not come to")
          .isEqualTo(1);
      CompletableFuture<Long> repeated = later(reporter, report(second));
      purger.awaitSomebodyWaiting();
      holder.commit();
      assertThat(purged.join()).isEqualTo(2);
      purger.commit();
      assertThat(repeated.join()).isEqualTo(1);
      reporter.commit();
    }
    assertThat(Db.rows("select id from mailing where sequence_id = ?", sequence)).isEmpty();
    assertThat(Drifts.of(Db.org(ORG))).isEmpty();
  }

  /** A purge deletes in whatever order it finds the rows, which such a delete finds as well. */
  private static long firstToGo(List<Long> mailings) {
    try (OtherWriter trial = new OtherWriter()) {
      trial.run("select set_config('sequences.purge', 'on', true)");
      return trial.number(
          "with gone as (delete from mailing where org_id = %d and id = any ('{%d, %d}') returning id)"
                  .formatted(Db.org(ORG), mailings.get(0), mailings.get(1))
              + " select (array_agg(id))[1] from gone");
    }
  }

  private static CompletableFuture<Long> later(OtherWriter writer, String sql) {
    return AtOnce.begin(() -> writer.number(sql));
  }

  private static String purge() {
    return "select purged from purge_mailings(%d, now() + interval '1 day', null, null, 10)"
        .formatted(Db.org(ORG));
  }

  /** The same reply again, with a sentiment. */
  private static String report(long mailing) {
    return """
        select repeated from apply_mailing_events(%1$d,
          array[row(%1$d, %2$d, 'replied', '%3$s', false, 'positive', null, true, false)::mailing_event])
        """
        .formatted(Db.org(ORG), mailing, T1);
  }
}
