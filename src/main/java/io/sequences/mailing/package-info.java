/**
 * Mailings, the events that mailers report of them, and the counter ledger that every figure of a
 * sequence is read from: its folding, its history by day, the purge that leaves it alone and the
 * check that recounts it.
 */
package io.sequences.mailing;
