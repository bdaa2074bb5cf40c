package io.sequences.apps;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.OtherWriter;
import io.sequences.support.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Anybody can claim to be an application: what that costs is bounded, and nobody else's business.
 */
@QuarkusTest
class UnprovenApplicationsTest {

  private static final int AT_ONCE = 4;

  private final Api ada = Api.admin("unproven", "ada");

  @Test
  void fewAreLookedUpAtOnce() {
    Application application = Application.register(ada, "sequences.read");
    CompletableFuture<?>[] first;
    try (OtherWriter writer = new OtherWriter()) {
      writer.run("lock table install in access exclusive mode");
      first =
          IntStream.range(0, AT_ONCE)
              .mapToObj(i -> CompletableFuture.runAsync(() -> application.accessToken(4_000_000)))
              .toArray(CompletableFuture[]::new);
      await().until(() -> waiting() == AT_ONCE);
      Refusal.of(application.accessToken(4_000_000), 503).is("overloaded").saying("Too many");
      ada.get("/sequences").statusCode(200);
    }
    CompletableFuture.allOf(first).join();
    Refusal.of(application.accessToken(4_000_000), 401).is("unauthenticated");
  }

  private static long waiting() {
    return Db.number(
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
            + " and query like '%find_install(%'");
  }
}
