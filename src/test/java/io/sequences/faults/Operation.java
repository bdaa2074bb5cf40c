package io.sequences.faults;

import java.util.List;

/**
 * What a client asks for, in one request or in several that are the same.
 *
 * @param id unlike any other of the run; it is the key of the request and the name of what it makes
 * @param targets the sequence, or the mailings, that it is about
 * @param wants the value that it writes, or how many it makes
 */
record Operation(String id, Kind kind, List<Long> targets, long wants) {

  enum Kind {
    /** Creates a sequence of the operation's id as its name. */
    CREATE,
    /** The same, with an attribute that is not valid. */
    INVALID_CREATE,
    /** The same, with a key that another create had before. */
    CREATE_WITH_USED_KEY,
    /** Reads a sequence and writes its number plus one, if nobody has changed it since. */
    UPDATE,
    /** Writes the operation's id as the name of a sequence, whatever others do. */
    RENAME,
    DELETE,
    /** Creates mailings in one request, with the operation's id as their subject. */
    MAILINGS,
    /** Reports that mailings were opened, each once. */
    EVENTS
  }

  /** What a create makes. */
  static Operation create(String id, Kind kind) {
    return new Operation(id, kind, List.of(), 1);
  }

  long target() {
    return targets.get(0);
  }
}
