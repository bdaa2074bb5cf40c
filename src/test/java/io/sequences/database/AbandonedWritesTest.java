package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.write.Statement;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a write still does at the database when nobody waits for it any more. */
@QuarkusTest
class AbandonedWritesTest {

  private static final String ORG = "abandoned writes";

  /** What no rollback takes back. */
  private static final String COUNT = "select nextval('abandoned_writes'), 1";

  @Inject Organisations organisations;
  @Inject Vertx vertx;

  @BeforeEach
  void begin() {
    Api.of(ORG, "ada").get("/sequences").statusCode(200);
    Db.rows("create sequence abandoned_writes");
    Db.rows("grant usage on sequence abandoned_writes to public");
  }

  @AfterEach
  void end() {
    Db.rows("drop sequence abandoned_writes");
  }

  private static long statements() {
    return Db.number("select case when is_called then last_value else 0 end from abandoned_writes");
  }

  /** How a write fails whose request ends after its first statement. */
  private Throwable failure(Function<HeldConnection, Uni<?>> statement) throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Promise<Void> request = Promise.promise();
    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    long org = Db.org(ORG);
    context.runOnContext(
        go -> {
          RequestEnd.is(request.future());
          organisations
              .session(
                  org,
                  own ->
                      Uni.createFrom()
                          .voidItem()
                          .chain(() -> statement.apply(own))
                          .invoke(first -> request.complete())
                          .chain(() -> statement.apply(own)))
              .subscribe()
              .with(done -> failure.complete(null), failure::complete);
        });
    return failure.get(1, TimeUnit.MINUTES);
  }

  private static void assertGivenUp(Throwable failure) {
    assertThat(DatabaseFaults.isOverload(failure)).isTrue();
    assertThat(DatabaseFaults.isOutage(failure)).as("whether the database is blamed").isFalse();
    assertThat(statements()).isEqualTo(1);
  }

  @Test
  void noFurtherStatementOfItsOwn() throws Exception {
    assertGivenUp(failure(own -> new Statement().add(COUNT).rows()));
  }

  @Test
  void noFurtherStatementThatItsAnswerIsReadBy() throws Exception {
    assertGivenUp(failure(own -> Organisations.uni(() -> own.run(COUNT, Tuple.tuple()))));
  }
}
