/**
 * Lets a client send a create or an action again without having it done again: the answer to a
 * request with a key is kept in the transaction of what it did, and a request that comes with the
 * same key gets it.
 */
package io.sequences.idempotency;
