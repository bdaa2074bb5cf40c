package io.sequences.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

/**
 * A purge, a folder and several writers at once, all on the same mailings, which are old from the
 * start: every figure is what the writers were told that they did.
 */
@QuarkusTest
class PurgeBesideWritersTest {

  private static final String ORGANISATION = "purge beside writers";
  private static final OffsetDateTime LINE = OffsetDateTime.parse("2025-06-01T00:00:00Z");
  private static final int WRITERS = 3;
  private static final int STATEMENTS = 150;

  @Inject Retention retention;

  private final Api ada = Api.of(ORGANISATION, "ada");
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong purged = new AtomicLong();

  private long org;
  private long sequence;

  @Test
  void everyFigureIsWhatTheWritersDid() throws Exception {
    sequence = Sample.sequences(ada, ORGANISATION, 1).get(0);
    org = Db.org(ORGANISATION);
    List<Long> prospects =
        IntStream.range(0, 20).mapToObj(i -> Sample.of(ORGANISATION).prospect("p" + i)).toList();
    long seed = System.nanoTime();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> jobs =
        CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> purge(done)),
            CompletableFuture.runAsync(() -> fold(done)));
    CompletableFuture<Void> writers =
        CompletableFuture.allOf(
            IntStream.range(0, WRITERS)
                .mapToObj(w -> CompletableFuture.runAsync(() -> write(new Random(seed + w))))
                .toArray(CompletableFuture[]::new));
    do {
      assertThat(Drifts.of(org)).as("seed %d, on the way", seed).isEmpty();
    } while (!writers.isDone());
    writers.join();
    done.set(true);
    jobs.join();

    assertThat(purged).hasPositiveValue();
    assertThat(Drifts.of(org)).as("seed %d", seed).isEmpty();
    ada.get("/sequences/" + sequence)
        .statusCode(200)
        .body("data.attributes.deliverCount", figure(delivered.get()))
        .body("data.attributes.openCount", figure(opened.get()))
        .body("data.attributes.numContactedProspects", figure(prospects.size()));
  }

  private static Matcher<Integer> figure(long value) {
    return equalTo((int) value);
  }

  private void purge(AtomicBoolean done) {
    while (!done.get()) {
      purged.addAndGet(retention.purge(org, LINE).await().indefinitely());
    }
  }

  private static void fold(AtomicBoolean done) {
    while (!done.get()) {
      Db.rows("select run_fold(17)");
    }
  }

  /** Inserts, opens, takes back and deletes, and keeps count of what each statement did. */
  private void write(Random random) {
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < STATEMENTS; i++) {
        String some =
            "id in (select id from mailing where org_id = %d and id %% 5 = %d order by id for update)"
                .formatted(org, random.nextInt(5));
        switch (random.nextInt(4)) {
          case 0 ->
              opened.addAndGet(
                  statement.executeUpdate(
                      "update mailing set opened_at = now(), state = 'opened'"
                          + " where opened_at is null and "
                          + some));
          case 1 ->
              opened.addAndGet(
                  -statement.executeUpdate(
                      "update mailing set opened_at = null, state = 'delivered'"
                          + " where opened_at is not null and "
                          + some));
          case 2 -> {
            long[] gone = deleted(statement, random.nextInt(30));
            delivered.addAndGet(-gone[0]);
            opened.addAndGet(-gone[1]);
          }
          default -> delivered.addAndGet(toEverybody(statement));
        }
      }
      // Whatever was deleted before, everybody has been contacted in the end.
      delivered.addAndGet(toEverybody(statement));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private int toEverybody(Statement statement) throws SQLException {
    return statement.executeUpdate(
        """
        insert into mailing (org_id, sequence_id, prospect_id, delivered_at, state, updated_at)
        select %1$d, %2$d, id, now(), 'delivered', '2020-01-01Z'
        from prospect where org_id = %1$d order by id
        """
            .formatted(org, sequence));
  }

  /** How many mailings went, and how many of them had been opened. */
  private long[] deleted(Statement statement, int remainder) throws SQLException {
    try (ResultSet gone =
        statement.executeQuery(
            """
            with gone as (delete from mailing where org_id = %1$d and id in (
              select id from mailing where org_id = %1$d and id %% 30 = %2$d order by id for update)
              returning opened_at)
            select count(*), count(opened_at) from gone
            """
                .formatted(org, remainder))) {
      gone.next();
      return new long[] {gone.getLong(1), gone.getLong(2)};
    }
  }
}
