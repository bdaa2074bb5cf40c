/** Mailings, and the counter ledger that every figure of a sequence is read from. */
package io.sequences.mailing;
