package io.sequences.apps;

import java.util.List;
import java.util.UUID;

/**
 * What an install permits, and whom, at this moment.
 *
 * @param install its id
 * @param publicKeys the keys by which the application is known, as PEM
 * @param scopes those that the organisation grants and the application still asks for
 */
record Grant(
    long install, long orgId, long appId, UUID app, List<String> publicKeys, Scopes scopes) {}
