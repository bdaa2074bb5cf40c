package io.sequences.catalog;

/** What clients may do to resources of a type besides reading them. */
public enum Operation {
  CREATE,
  /** Create up to 1,000 in one request: all of them, or none. */
  CREATE_MANY,
  UPDATE,
  DELETE
}
