package io.sequences.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.sequences.support.Api;
import io.sequences.support.Db;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys whose day is over do not stay in the database, and no others go. */
@QuarkusTest
@TestProfile(KeysSweptTest.EverySecond.class)
class KeysSweptTest {

  public static class EverySecond implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("sequences.idempotency.sweep-every", "1s");
    }
  }

  private static final String KEEP =
      "insert into idempotency_key (org_id, account, key, request, status, body, created_at)"
          + " select ?, 'user:1', ? || i, repeat('0', 64), 201, '{}', now() - cast(? as interval)"
          + " from generate_series(1, ?) i returning 1";

  @Test
  void manyMoreThanABatchOfAllOrganisationsGoAndThoseOfTodayStay() {
    for (String organisation : new String[] {"swept-a", "swept-b"}) {
      Api.of(organisation, "ada").get("/users").statusCode(200);
      long org = Db.org(organisation);
      Db.rows(KEEP, org, "old", "24 hours 1 second", 1_200);
      Db.rows(KEEP, org, "young", "23 hours", 3);
    }
    await().until(() -> left("old") == 0);
    assertThat(left("young")).isEqualTo(6);
  }

  private static long left(String key) {
    return Db.number(
        "select count(*) from idempotency_key where key like ? and org_id in (?, ?)",
        key + "%",
        Db.org("swept-a"),
        Db.org("swept-b"));
  }

  @Test
  void oneThatSomebodyHasInHandIsPassedOver() throws Exception {
    Api.of("swept-held", "ada").get("/users").statusCode(200);
    long org = Db.org("swept-held");
    try (Connection other = Db.connect();
        Statement statement = other.createStatement()) {
      Db.rows(KEEP, org, "held", "23 hours", 1);
      other.setAutoCommit(false);
      statement.execute(
          "update idempotency_key set created_at = now() - interval '2 days' where org_id = "
              + org);
      Db.rows(KEEP, org, "free", "2 days", 1);
      await().until(() -> count(org) == 1);
      other.commit();
    }
    await().until(() -> count(org) == 0);
  }

  private static long count(long org) {
    return Db.number("select count(*) from idempotency_key where org_id = ?", org);
  }
}
