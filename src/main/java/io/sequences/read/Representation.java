package io.sequences.read;

import java.util.Optional;

/** One resource as it is answered. */
public final class Representation {

  private final byte[] document;
  private final Integer version;

  /**
   * What an answer brings.
   *
   * @param version null for a resource that nobody writes
   */
  public Representation(byte[] document, Integer version) {
    this.document = document;
    this.version = version;
  }

  /** The bytes of its document. */
  public byte[] document() {
    return document;
  }

  /** Counts the changes of what clients write of it; empty for a resource that nobody writes. */
  public Optional<Integer> version() {
    return Optional.ofNullable(version);
  }
}
