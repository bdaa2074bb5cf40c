package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the database itself ends, whatever the service does: on every connection, from its start.
 */
@QuarkusTest
class SessionLimitsTest {

  @Inject Pool pool;

  @ParameterizedTest
  @CsvSource({
    "statement_timeout, 5s",
    "lock_timeout, 1s",
    "idle_in_transaction_session_timeout, 10s",
    "role, sequences_service"
  })
  void areThoseOfTheConfiguration(String setting, String value) throws Exception {
    Row row =
        pool.query("select current_setting('%s')".formatted(setting))
            .execute()
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .iterator()
            .next();
    assertThat(row.getString(0)).isEqualTo(value);
  }
}
