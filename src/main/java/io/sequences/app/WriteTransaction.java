package io.sequences.app;

import io.sequences.access.Caller;
import io.sequences.database.Organisations;
import io.sequences.idempotency.IdempotencyKey;
import io.sequences.idempotency.KeptAnswers;
import io.sequences.idempotency.KeyedRequest;
import io.sequences.read.Exchange;
import io.sequences.read.ReadingConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.pool.ReactiveConnection;

/**
 * The one transaction of a write, which its answer is read in as well: so the answer shows what
 * this write made, the version included, nothing is written whose answer is refused, and what is
 * kept of an answer is kept with the write or not at all.
 */
@Singleton
class WriteTransaction {

  private final Organisations organisations;
  private final KeptAnswers kept;
  private final Exchange exchange;

  WriteTransaction(Organisations organisations, KeptAnswers kept, Exchange exchange) {
    this.organisations = organisations;
    this.kept = kept;
    this.exchange = exchange;
  }

  /**
   * Runs a write in it.
   *
   * @param write is given the connection to read its answer on
   */
  Uni<Response> run(Caller caller, Function<ReadingConnection, Uni<Response>> write) {
    return organisations.session(caller.orgId(), own -> write.apply(reading(own)));
  }

  /**
   * Runs a write in it, or gives the answer that is kept of it, if the request has a key by which
   * it was done before; 400 when the key is malformed.
   *
   * @param body what the request brought, or null
   */
  Uni<Response> runOnce(
      Caller caller, byte[] body, Function<ReadingConnection, Uni<Response>> write) {
    Optional<KeyedRequest> request =
        IdempotencyKey.of(exchange.headers(IdempotencyKey.HEADER))
            .map(key -> KeyedRequest.of(caller, key, exchange.requestLine(), body));
    return run(
        caller,
        connection ->
            request
                .map(keyed -> kept.once(keyed, () -> write.apply(connection)))
                .orElseGet(() -> write.apply(connection)));
  }

  private static ReadingConnection reading(ReactiveConnection own) {
    return (statement, parameters) ->
        Future.fromCompletionStage(own.select(statement, values(parameters)))
            .map(WriteTransaction::rows);
  }

  private static Object[] values(Tuple parameters) {
    Object[] values = new Object[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameters.getValue(i);
    }
    return values;
  }

  private static List<Tuple> rows(ReactiveConnection.Result result) {
    List<Tuple> rows = new ArrayList<>(result.size());
    result.forEachRemaining(row -> rows.add(Tuple.wrap(row)));
    return rows;
  }
}
