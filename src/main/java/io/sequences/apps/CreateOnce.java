package io.sequences.apps;

import io.sequences.access.CurrentCaller;
import io.sequences.database.Organisations;
import io.sequences.idempotency.IdempotencyKey;
import io.sequences.idempotency.KeptAnswers;
import io.sequences.idempotency.KeyedRequest;
import io.sequences.read.Exchange;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.pool.ReactiveConnection;

/**
 * The one transaction in which an app or an install is created, and in which the answer is kept if
 * the request has a key.
 *
 * <p>The answer to an install has its setup token, so that it lies in the database for the 24 hours
 * of the key. It is of no use there: whoever uses it must sign with the application's private key,
 * and once it is used it is spent.
 */
@RequestScoped
class CreateOnce {

  private final Organisations organisations;
  private final KeptAnswers kept;
  private final CurrentCaller current;
  private final Exchange exchange;

  CreateOnce(
      Organisations organisations, KeptAnswers kept, CurrentCaller current, Exchange exchange) {
    this.organisations = organisations;
    this.kept = kept;
    this.current = current;
    this.exchange = exchange;
  }

  /** Runs statements in it. */
  interface Connection {

    /** The first row that a statement gives, or null. */
    Uni<Tuple> first(String statement, Object... parameters);
  }

  /**
   * Creates and answers, or gives the answer that is kept of it; 400 when the key is malformed.
   *
   * @param body what the request brought
   */
  Uni<Response> run(byte[] body, Function<Connection, Uni<Response>> create) {
    Optional<KeyedRequest> request =
        IdempotencyKey.of(exchange.headers(IdempotencyKey.HEADER))
            .map(key -> KeyedRequest.of(current.get(), key, exchange.requestLine(), body));
    return organisations.session(
        current.get().orgId(),
        own ->
            request
                .map(keyed -> kept.once(keyed, () -> create.apply(on(own))))
                .orElseGet(() -> create.apply(on(own))));
  }

  private static Connection on(ReactiveConnection own) {
    return (statement, parameters) ->
        Uni.createFrom()
            .completionStage(() -> own.select(statement, parameters))
            .map(rows -> rows.hasNext() ? Tuple.wrap(rows.next()) : null);
  }
}
