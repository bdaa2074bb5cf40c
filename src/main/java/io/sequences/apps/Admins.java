package io.sequences.apps;

import io.sequences.access.Caller;
import io.sequences.access.CurrentCaller;
import io.sequences.jsonapi.QueryParser;
import io.sequences.read.Exchange;
import jakarta.enterprise.context.RequestScoped;

/** Lets only those to apps and installs who administer their organisation. */
@RequestScoped
class Admins {

  private final SigningKeys keys;
  private final CurrentCaller current;
  private final Exchange exchange;

  Admins(SigningKeys keys, CurrentCaller current, Exchange exchange) {
    this.keys = keys;
    this.current = current;
    this.exchange = exchange;
  }

  /**
   * The caller; 503 without a key, 403 unless he is an admin, 422 for any query parameter: there is
   * nothing that one could ask for.
   */
  Caller caller() {
    keys.require();
    Caller caller = current.get();
    caller.requireAdmin();
    QueryParser.forNothing(exchange.query());
    return caller;
  }

  /** The organisation of the {@link #caller}, and refused as he is. */
  long organisation() {
    return caller().orgId();
  }
}
