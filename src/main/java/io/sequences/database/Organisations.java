package io.sequences.database;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;

/**
 * The only way to the database, since every use of it names the organisation whose rows it is
 * about: the database shows no others ({@code V12__row_level_security.sql}). The organisation is
 * set for one transaction, which ends before the connection goes back, so the next borrower cannot
 * inherit it; and in the same message as the transaction's beginning, which nothing waits for.
 *
 * <p>Futures of the client, and not Unis, carry the work: a client that hangs up cancels the Uni,
 * and the transaction still comes to its end before the connection goes back.
 */
@Singleton
public final class Organisations {

  private static final String READ = "begin isolation level repeatable read read only; ";
  private static final String WRITE = "begin; ";
  private static final String PAUSE = "set local idle_in_transaction_session_timeout = %d; ";

  private final Pool pool;
  private final Gate gate;

  Organisations(Pool pool, Gate gate) {
    this.pool = pool;
    this.gate = gate;
  }

  // What requests ask for passes the gate; upkeep, which runs single statements or a transaction,
  // does not, and whoever runs one for a request goes there first, or has it admitted.

  /** Reads with several statements, which see one state of the database. */
  public <T> Future<T> snapshot(long organisation, Function<SqlConnection, Future<T>> work) {
    return gate.lend(connection -> transaction(connection, READ + enter(organisation), work));
  }

  /**
   * Reads one state of the database for as long as a client takes the rows.
   *
   * @param pause how long at most nothing is read in between
   */
  public <T> Future<T> longSnapshot(
      long organisation, Duration pause, Function<SqlConnection, Future<T>> work) {
    String begin = READ + PAUSE.formatted(pause.toMillis()) + enter(organisation);
    return gate.lendUnbounded(connection -> transaction(connection, begin, work));
  }

  /** Writes with several statements, all or none. */
  public <T> Future<T> transaction(long organisation, Function<SqlConnection, Future<T>> work) {
    return pool.getConnection()
        .compose(
            connection ->
                transaction(connection, WRITE + enter(organisation), work)
                    .onComplete(done -> LongWork.end(connection))
                    .eventually(() -> connection.close()));
  }

  /** Reads with one statement, which the work sends at once: nothing waits for an answer. */
  public <T> Future<T> readOnce(long organisation, Function<SqlConnection, Future<T>> work) {
    return gate.lend(connection -> once(connection, READ + enter(organisation), work));
  }

  /** Runs one statement, which may write. */
  public Future<RowSet<Row>> run(long organisation, String sql, Tuple parameters) {
    return pool.getConnection()
        .compose(
            lent ->
                once(
                        lent,
                        WRITE + enter(organisation),
                        connection -> connection.preparedQuery(sql).execute(parameters))
                    .eventually(() -> lent.close()));
  }

  /**
   * Runs one statement that is about no organisation, or about all of them: it sees no rows but
   * through the functions that are meant for that.
   */
  public Future<RowSet<Row>> acrossAll(String sql, Tuple parameters) {
    return pool.preparedQuery(sql).execute(parameters);
  }

  /** Statements and transactions that a request asks for, which pass the gate together. */
  public <T> Uni<T> admitted(Supplier<Future<T>> work) {
    return uni(() -> gate.admit(work));
  }

  /** The same for whoever has proved nothing yet: little of that is done at once. */
  public <T> Uni<T> admittedUnproven(Supplier<Future<T>> work) {
    return uni(() -> gate.admitUnproven(work));
  }

  /** The same for what several requests may wait for: it outlives the one that asked first. */
  public <T> Future<T> admittedShared(Supplier<Future<T>> work) {
    return gate.admitShared(work);
  }

  /** Work as a Uni; each subscription does it once. */
  public static <T> Uni<T> uni(Supplier<Future<T>> work) {
    return Uni.createFrom().completionStage(() -> work.get().toCompletionStage());
  }

  /**
   * Writes entities, in a session and a transaction of their own. Nothing cancels that midway: the
   * session would go on with what it has begun, beside its own rollback, and the gate would count
   * its connection as free. It ends by itself where nobody waits for it any more: before its next
   * statement ({@link RequestEnd#requireAwaited}), or instead of its commit.
   *
   * @param work is given the session's connection
   */
  public <T> Uni<T> session(long organisation, Function<HeldConnection, Uni<T>> work) {
    return uni(
        () ->
            gate.admit(
                () ->
                    Future.fromCompletionStage(
                        inTransaction(
                                organisation,
                                connection ->
                                    work.apply(connection).invoke(RequestEnd::requireAwaited))
                            .subscribeAsCompletionStage())));
  }

  private static <T> Uni<T> inTransaction(
      long organisation, Function<HeldConnection, Uni<T>> work) {
    return Panache.withTransaction(
            () ->
                Panache.getSession()
                    .chain(
                        session -> {
                          // The interface of a session does not show its connection.
                          ReactiveConnection connection =
                              ((MutinySessionImpl) session).getReactiveConnection();
                          // On its way before the work's first statement. Should it fail, so does
                          // the transaction, and with it every statement after.
                          CompletionStage<Void> entered =
                              connection.executeUnprepared(enter(organisation));
                          return work.apply(new SessionConnection(connection))
                              .call(() -> Uni.createFrom().completionStage(entered));
                        }))
        // What failed first is what counts. A connection on which the rollback fails as well is
        // broken, and the database rolls back by itself.
        .onFailure(CompositeException.class)
        .transform(Throwable::getCause);
  }

  private static String enter(long organisation) {
    return "set local sequences.org = '" + organisation + "'";
  }

  private static <T> Future<T> once(
      SqlConnection connection, String begin, Function<SqlConnection, Future<T>> work) {
    Future<?> begun = connection.query(begin).execute();
    Future<T> done = Future.succeededFuture(connection).compose(work);
    // Of a statement that failed this is the end as well.
    Future<?> ended = connection.query("commit").execute();
    return Future.join(begun, done, ended).map(all -> done.result());
  }

  private static <T> Future<T> transaction(
      SqlConnection connection, String begin, Function<SqlConnection, Future<T>> work) {
    Future<?> begun = connection.query(begin).execute();
    // Whatever goes wrong while the work begins fails the future, so that the connection comes
    // back.
    Future<T> done = Future.succeededFuture(connection).compose(work);
    return Future.join(begun, done)
        .compose(
            both -> connection.query("commit").execute().map(ended -> done.result()),
            failure ->
                connection
                    .query("rollback")
                    .execute()
                    .transform(ended -> Future.failedFuture(failure)));
  }
}
