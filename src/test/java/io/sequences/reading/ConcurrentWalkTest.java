package io.sequences.reading;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.ids;
import static io.sequences.support.Resources.pages;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import io.sequences.support.Variety;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random queries, walked page by page while another writer inserts, changes and deletes: the rows
 * that were there throughout, with unchanged sort values, come exactly once and in their order.
 */
@QuarkusTest
class ConcurrentWalkTest {

  private static final String ORGANISATION = "walking";
  private static final int QUERIES = 15;

  /** Each with the condition in SQL that means the same. */
  private static final String[][] FILTERS = {
    {"", "true"},
    {"&filter[name]=alpha,Zo%C3%AB,zebra", "name in ('alpha', 'Zoë', 'zebra')"},
    {"&filter[throttleCapacity]=2..inf", "throttle_capacity >= 2"},
    {"&filter[salesMotion]=__null__", "sales_motion is null"},
    {"&filter[tags]=b", "'b' = any (tags)"},
    {"&filter[enabled]=true", "enabled_at is not null"},
    {"&filter[updatedAt]=2024-12-31..inf", "updated_at >= '2024-12-31Z'"},
    {
      "&filter[owner][email]=__notnull__",
      "owner_id in (select id from app_user where email is not null)"
    },
    {"&newFilterSyntax=true&filter[maxActivations][neq]=101", "max_activations <> 101"},
  };

  /** Each with the expression in SQL that orders alike. */
  private static final String[][] KEYS = {
    {"name", "name"},
    {"description", "description"},
    {"updatedAt", "updated_at"},
    {"enabledAt", "enabled_at"},
    {"locked", "locked_at is not null"},
    {"throttleCapacity", "throttle_capacity"},
    {"salesMotion", "sales_motion"},
    {"tags", "tags"},
    {
      "sequenceStepCount",
      "(select count(*) from sequence_step p where p.sequence_id = sequence.id)"
    },
    {
      "openCount",
      "(select count(opened_at) from mailing m where m.org_id = sequence.org_id"
          + " and m.sequence_id = sequence.id)"
    },
  };

  private final Api ada = Api.of(ORGANISATION, "ada");

  @Test
  void aWalkHasWhatWasThereThroughoutExactlyOnce() {
    Variety.fill(ORGANISATION);
    long org = Db.org(ORGANISATION);
    long lasting = Db.number("select max(id) from sequence where org_id = ?", org);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> disturb(org, lasting, new Random(seed), done));
    try {
      for (int i = 0; i < QUERIES; i++) {
        String[] filter = FILTERS[random.nextInt(FILTERS.length)];
        List<String> sort = new ArrayList<>();
        List<String> order = new ArrayList<>();
        addKeys(random, sort, order);
        String query =
            "/sequences?fields[sequence]=name&page[size]=%d&sort=%s%s"
                .formatted(3 + random.nextInt(9), String.join(",", sort), filter[0]);
        List<Long> expected = expected(org, lasting, filter[1], order);
        assertWalk("seed " + seed + " " + query, query, lasting, expected);
      }
    } finally {
      done.set(true);
      writer.join();
    }
  }

  @Test
  void byIdAWalkHasEveryRowThatExistedThroughoutWhateverHappensToIt() {
    String organisation = "walking by id";
    Api user = Api.of(organisation, "ada");
    List<Long> ids = Sample.sequences(user, organisation, 60);
    Random random = new Random(7);
    List<Long> seen = new ArrayList<>();
    String next = "/sequences?page[size]=7&sort=id";
    Set<Long> deleted = new HashSet<>();
    while (next != null) {
      JsonNode page = document(user.get(next));
      seen.addAll(ids(data(page)));
      long any = ids.get(random.nextInt(ids.size()));
      Db.rows(
          "update sequence set name = 'x' || name, updated_at = now() where id % 3 = ?", any % 3);
      if (deleted.size() < 10 && deleted.add(any)) {
        Db.rows("update sequence set deleted_at = now() where id = ?", any);
      }
      next = page.get("links").path("next").textValue();
    }
    assertThat(seen).doesNotHaveDuplicates().isSorted();
    assertThat(seen).containsAll(ids.stream().filter(id -> !deleted.contains(id)).toList());
  }

  private static void addKeys(Random random, List<String> sort, List<String> order) {
    List<String[]> keys = new ArrayList<>(List.of(KEYS));
    Collections.shuffle(keys, random);
    for (String[] key : keys.subList(0, 1 + random.nextInt(3))) {
      boolean descending = random.nextBoolean();
      sort.add((descending ? "-" : "") + key[0]);
      order.add(key[1] + (descending ? " desc nulls last" : " asc nulls last"));
    }
  }

  private static List<Long> expected(long org, long lasting, String condition, List<String> order) {
    return Db.rows(
            "select id from sequence where org_id = ? and id <= ? and (%s) order by %s, id"
                .formatted(condition, String.join(", ", order)),
            org,
            lasting)
        .stream()
        .map(Long.class::cast)
        .toList();
  }

  private void assertWalk(String what, String query, long lasting, List<Long> expected) {
    List<JsonNode> forwards = pages(ada, query, "next");
    assertThat(lasting(forwards, lasting)).as(what).isEqualTo(expected);
    JsonNode last = forwards.get(forwards.size() - 1);
    List<Long> backwards = new ArrayList<>();
    String prev = last.get("links").path("prev").textValue();
    if (prev != null) {
      for (JsonNode page : pages(ada, prev, "prev")) {
        backwards.addAll(0, lasting(List.of(page), lasting));
      }
    }
    backwards.addAll(lasting(List.of(last), lasting));
    assertThat(backwards).as("backwards, " + what).isEqualTo(expected);
  }

  private static List<Long> lasting(List<JsonNode> pages, long last) {
    return pages.stream()
        .flatMap(page -> ids(data(page)).stream())
        .filter(id -> id <= last)
        .collect(Collectors.toList());
  }

  /** Inserts, changes, moves and deletes rows above those that last, until it is done. */
  private static void disturb(long org, long lasting, Random random, AtomicBoolean done) {
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      while (!done.get()) {
        statement.execute(
            """
            insert into sequence (org_id, name, tags, throttle_capacity, enabled_at, ruleset_id,
              updated_at)
            select org_id, name || %2$d, tags, throttle_capacity, enabled_at, ruleset_id, updated_at
            from sequence where org_id = %1$d order by random() limit 3
            """
                .formatted(org, random.nextInt(9)));
        statement.execute(
            "update sequence set name = reverse(name), throttle_capacity = null,"
                + " updated_at = updated_at - interval '1 hour' where org_id = %d and id > %d"
                    .formatted(org, lasting)
                + " and random() < 0.5");
        statement.execute(
            "delete from sequence where org_id = %d and id > %d and random() < 0.4"
                .formatted(org, lasting));
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
