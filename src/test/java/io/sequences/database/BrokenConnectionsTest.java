package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of a write whose connection breaks while it is being undone. */
@QuarkusTest
class BrokenConnectionsTest {

  private static final String ORG = "broken connections";

  private final ApiException refusal = new ApiException(ErrorCode.VALIDATION_ERROR, "Not so.");

  @Inject Organisations organisations;
  @Inject Vertx vertx;

  @Test
  void whatWasRefusedStaysSo() throws Exception {
    Api.of(ORG, "ada").get("/sequences").statusCode(200);
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    long org = Db.org(ORG);
    context.runOnContext(
        go ->
            organisations
                .session(org, this::breakAndRefuse)
                .subscribe()
                .with(done -> failure.complete(null), failure::complete));
    assertThat(failure.get(1, TimeUnit.MINUTES)).isSameAs(refusal);
  }

  /** Refuses when nothing is under way: the rollback is the first to meet the end. */
  private Uni<Void> breakAndRefuse(HeldConnection own) {
    return Organisations.uni(() -> own.run("select pg_backend_pid()", Tuple.tuple()))
        .invoke(rows -> Db.rows("select pg_terminate_backend(?)", rows.get(0).getValue(0)))
        .chain(ended -> Uni.createFrom().failure(refusal));
  }
}
