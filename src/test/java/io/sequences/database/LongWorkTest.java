package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What long work leaves behind on a connection that others borrow after it. */
@QuarkusTest
class LongWorkTest {

  private static final String ORG = "long work";

  @Inject Organisations organisations;

  @Test
  void theServerMayBeSilentForLongDuringItsTransactionAlone() throws Exception {
    Api.of(ORG, "ada").get("/sequences").statusCode(200);
    Watch watch =
        organisations
            .transaction(
                Db.org(ORG),
                connection ->
                    LongWork.allow(connection, Duration.ofHours(1))
                        .map(
                            allowed -> {
                              Watch during = Watch.pipeline(connection).get(Watch.class);
                              assertThat(during.allowsSilence()).isTrue();
                              return during;
                            }))
            .toCompletionStage()
            .toCompletableFuture()
            .get(1, TimeUnit.MINUTES);
    assertThat(watch.allowsSilence()).isFalse();
  }
}
