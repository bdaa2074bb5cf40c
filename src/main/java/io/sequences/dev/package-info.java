/** What exists in dev and test only: the embedded database, tokens for everybody, demo data. */
package io.sequences.dev;
