package io.sequences.catalog;

/** What decides which resources of a type a caller of the organisation may see and change. */
public enum VisibleBy {
  /** Everybody in the organisation sees them. */
  ORGANISATION,
  /** Everybody in the organisation sees them; each is a user, and changed by that user alone. */
  USER,
  /** Share type, owner, creator and lock of the resource itself. */
  SHARE_TYPE,
  /**
   * The sequence that the row's {@code sequence_id} names; where that is null, everybody sees it.
   */
  SEQUENCE
}
