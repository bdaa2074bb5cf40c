/**
 * The connection to PostgreSQL: the pool, and the one place where it is lent, to one organisation
 * at a time; the schema's migration, readiness, and what failures mean.
 */
package io.sequences.database;
