package io.sequences.idempotency;

import io.sequences.access.Caller;
import io.sequences.database.HeldConnection;
import io.sequences.database.Organisations;
import io.sequences.read.Exchange;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one transaction of a write, which its answer is read in as well: so the answer shows what
 * this write made, the version included, nothing is written whose answer is refused, and what is
 * kept of an answer is kept with the write or not at all.
 */
@Singleton
public final class WriteTransaction {

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
  public Uni<Response> run(Caller caller, Function<HeldConnection, Uni<Response>> write) {
    return organisations.session(caller.orgId(), write);
  }

  /**
   * Runs a write in it, or gives the answer that is kept of it, if the request has a key by which
   * it was done before; 400 when the key is malformed.
   *
   * @param body what the request brought, or null
   */
  public Uni<Response> runOnce(
      Caller caller, byte[] body, Function<HeldConnection, Uni<Response>> write) {
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
}
