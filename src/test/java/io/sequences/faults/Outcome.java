package io.sequences.faults;

/** What a client knows of what it asked for. */
enum Outcome {
  /** It was told that it is done. */
  OK,
  /** It was told that it is not done, or could not even ask. */
  REFUSED,
  /** It was told nothing, or that something failed: it may be done. */
  UNKNOWN
}
