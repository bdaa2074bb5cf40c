package io.sequences.catalog;

/** What clients may do to resources of a type besides reading them. */
public enum Operation {
  CREATE,
  UPDATE,
  DELETE
}
