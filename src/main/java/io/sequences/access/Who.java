package io.sequences.access;

import java.util.Optional;

/** What kind of caller somebody is, and which one of the organisation's. */
public sealed interface Who {

  /** A user, who owns and creates things. */
  record User(long id) implements Who {

    @Override
    public Optional<Long> user() {
      return Optional.of(id);
    }

    @Override
    public String account() {
      return "user:" + id;
    }
  }

  /**
   * An application that the organisation has installed. It is no user: nothing is its own.
   *
   * @param install the id of the install
   */
  record Application(long install) implements Who {

    @Override
    public Optional<Long> user() {
      return Optional.empty();
    }

    @Override
    public String account() {
      return "app:" + install;
    }
  }

  /** The id of the user, if it is one. */
  Optional<Long> user();

  /** What tells it from all other callers of its organisation, of whichever kind. */
  String account();
}
