package io.sequences.database;

/** Said instead of waiting on: the database had no room for one more piece of work in time. */
public final class NoRoomException extends RuntimeException {

  NoRoomException(String message) {
    super(message, null, false, false);
  }
}
