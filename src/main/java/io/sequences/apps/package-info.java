/**
 * Applications that call by themselves, as no user: how they are registered and installed, how one
 * proves who it is, and the tokens that the service then issues to it.
 *
 * <p>Three kinds of tokens meet here. A <em>setup token</em> is a secret that an admin hands to an
 * application once. An application's <em>own token</em> is a JWT that it signs itself; it is good
 * for these routes only. An <em>access token</em> is a JWT that the service signs; it is a bearer
 * token like a user's.
 */
package io.sequences.apps;
