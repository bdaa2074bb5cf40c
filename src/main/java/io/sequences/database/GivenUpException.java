package io.sequences.database;

/** Said instead of going on: the request had ended before the work for it did. */
final class GivenUpException extends RuntimeException {

  GivenUpException() {
    super("The request had ended before its work did.", null, false, false);
  }
}
