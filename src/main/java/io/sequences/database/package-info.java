/**
 * The connection to PostgreSQL: the pool, the schema's migration, readiness, and what its failures
 * mean.
 */
package io.sequences.database;
