package io.sequences.apps;

import io.sequences.access.Caller;
import io.sequences.access.Who;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What an install permits, and whom, at this moment.
 *
 * @param install its id
 * @param publicKeys the keys by which the application is known, as PEM
 * @param scopes those that the organisation grants and the application still asks for
 */
record Grant(
    long install, long orgId, long appId, UUID app, List<String> publicKeys, Scopes scopes) {

  /** The application in the organisation, with all that it is permitted. */
  Caller caller() {
    return caller(scopes);
  }

  /** The application in the organisation, as a token describes it that permits it something. */
  Caller caller(Scopes permitted) {
    return new Caller(
        orgId, new Who.Application(install), false, Set.copyOf(permitted.within(scopes).words()));
  }
}
