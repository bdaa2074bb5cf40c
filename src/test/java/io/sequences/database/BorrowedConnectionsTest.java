package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.sequences.sequence.Sequence;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections go from organisation to organisation, and nothing of one goes with them. */
@QuarkusTest
class BorrowedConnectionsTest {

  private static final int ORGANISATIONS = 12;
  private static final int BORROWERS = 3_000;

  /** A statement that forgets its tenant. */
  private static final String FORGETFUL = "select distinct org_id from sequence";

  @Inject Organisations organisations;
  @Inject Pool pool;
  @Inject Mutiny.SessionFactory sessions;
  @Inject Vertx vertx;

  private final List<Long> orgs = new ArrayList<>();

  @BeforeEach
  void organisations() {
    for (int i = 0; i < ORGANISATIONS; i++) {
      String name = "borrower " + i;
      Sample.sequences(Api.of(name, "ada"), name, 1);
      orgs.add(Db.org(name));
    }
  }

  @Test
  void borrowedAtRandomWithFailuresAndCancellationsEachShowsItsOwnOrganisation() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ConcurrentMap<Long, Set<Long>> seen = new ConcurrentHashMap<>();
    List<CompletableFuture<?>> work = new ArrayList<>();
    for (int i = 0; i < BORROWERS; i++) {
      long org = orgs.get(random.nextInt(ORGANISATIONS));
      Set<Long> rows = seen.computeIfAbsent(org, first -> ConcurrentHashMap.newKeySet());
      work.add(borrow(random.nextInt(8), org, rows));
      if (work.size() % 100 == 0) {
        CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
        work.clear();
      }
    }
    seen.forEach((org, rows) -> assertThat(rows).as("seed " + seed).containsExactly(org));
    assertThat(seen).hasSize(ORGANISATIONS);
    assertThat(everyConnection("select current_setting('sequences.org', true)"))
        .as("nothing is left of anybody")
        .containsOnly("");
  }

  /** Uses a connection in one of the ways in which it is lent; completes when it has come back. */
  private CompletableFuture<?> borrow(int way, long org, Set<Long> rows) {
    Future<?> use =
        switch (way) {
          case 0 -> organisations.readOnce(org, c -> forgetful(c, rows));
          case 1 ->
              organisations.snapshot(org, c -> forgetful(c, rows).compose(r -> forgetful(c, rows)));
          case 2 -> organisations.transaction(org, c -> forgetful(c, rows).compose(r -> broken(c)));
          case 3 -> organisations.readOnce(org, BorrowedConnectionsTest::broken);
          case 4 -> organisations.run(org, FORGETFUL, Tuple.tuple()).onSuccess(r -> note(r, rows));
          case 5 ->
              organisations.snapshot(
                  org,
                  c -> {
                    throw new IllegalStateException("meant");
                  });
          case 6 -> session(org, rows);
          default -> cancelled(org, rows);
        };
    return use.otherwiseEmpty().toCompletionStage().toCompletableFuture();
  }

  private Future<Void> session(long org, Set<Long> rows) {
    return inContext(
        () ->
            organisations
                .session(org, own -> forgetfulEntities())
                .invoke(found -> found.forEach(sequence -> rows.add(sequence.orgId)))
                .replaceWithVoid());
  }

  /** A caller that hangs up while the work goes on. */
  private Future<Void> cancelled(long org, Set<Long> rows) {
    Organisations.uni(() -> organisations.snapshot(org, c -> forgetful(c, rows)))
        .subscribe()
        .with(ignored -> {})
        .cancel();
    return inContext(
        () -> {
          organisations.session(org, own -> forgetfulEntities()).subscribe().with(x -> {}).cancel();
          return Uni.createFrom().voidItem();
        });
  }

  private static Future<RowSet<Row>> forgetful(SqlConnection connection, Set<Long> rows) {
    return connection.preparedQuery(FORGETFUL).execute().onSuccess(found -> note(found, rows));
  }

  private static Future<RowSet<Row>> broken(SqlConnection connection) {
    return connection.preparedQuery("select 1 / (count(*) - count(*)) from sequence").execute();
  }

  private static void note(RowSet<Row> found, Set<Long> rows) {
    found.forEach(row -> rows.add(row.getLong(0)));
  }

  private Uni<List<Sequence>> forgetfulEntities() {
    return Panache.getSession()
        .chain(
            session ->
                session.createSelectionQuery("from Sequence", Sequence.class).getResultList());
  }

  @Test
  void aSessionThatForgetsItsTenantFindsItsOwnOrganisation() throws Exception {
    for (long org : orgs) {
      List<Sequence> found =
          await(inContext(() -> organisations.session(org, own -> forgetfulEntities())));
      assertThat(found).isNotEmpty().allMatch(sequence -> sequence.orgId == org);
    }
  }

  @Test
  void withoutAnOrganisationNothingIsSeen() throws Exception {
    assertThat(everyConnection("select count(*)::text from sequence")).containsOnly("0");
    List<Sequence> entities =
        inContext(
                () ->
                    sessions.withSession(
                        session ->
                            session
                                .createSelectionQuery("from Sequence", Sequence.class)
                                .getResultList()))
            .toCompletionStage()
            .toCompletableFuture()
            .get(1, TimeUnit.MINUTES);
    assertThat(entities).isEmpty();
    assertThat(
            organisations
                .acrossAll(FORGETFUL, Tuple.tuple())
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES))
        .isEmpty();
  }

  @Test
  void anEntityOfAnotherOrganisationIsNotWritten() {
    String insert = "insert into prospect (org_id) values (%d)".formatted(orgs.get(1));
    assertThatThrownBy(
            () ->
                organisations
                    .run(orgs.get(0), insert, Tuple.tuple())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES))
        .hasMessageContaining("row-level security");
    assertThatThrownBy(
            () ->
                inContext(
                        () ->
                            organisations.session(
                                orgs.get(0),
                                own ->
                                    Panache.getSession()
                                        .chain(s -> s.createNativeQuery(insert).executeUpdate())))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES))
        .hasMessageContaining("row-level security");
  }

  /** What a statement gives on each of many connections that are held at the same time. */
  private Set<String> everyConnection(String sql) throws Exception {
    List<SqlConnection> held = new ArrayList<>();
    Set<String> values = new HashSet<>();
    for (int i : IntStream.range(0, pool.size()).toArray()) {
      assertThat(i).isEqualTo(held.size());
      held.add(
          pool.getConnection().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES));
    }
    for (SqlConnection connection : held) {
      RowSet<Row> rows =
          connection
              .query(sql)
              .execute()
              .toCompletionStage()
              .toCompletableFuture()
              .get(1, TimeUnit.MINUTES);
      String value = rows.iterator().next().getString(0);
      values.add(value == null ? "" : value);
      connection.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
    return values;
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
  }

  /** As a request has it: sessions belong to a context of the event loop. */
  private <T> Future<T> inContext(Supplier<Uni<T>> work) {
    Promise<T> promise = Promise.promise();
    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(go -> work.get().subscribe().with(promise::complete, promise::fail));
    return promise.future();
  }
}
