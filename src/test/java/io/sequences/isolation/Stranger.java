package io.sequences.isolation;

/** Who must not be able to tell what is hidden from what is not there. */
enum Stranger {
  /** Sees and changes everything there, and nothing here. */
  ADMIN_OF_ANOTHER_ORGANISATION(true, false),
  APPLICATION_IN_ANOTHER_ORGANISATION(true, true),
  /** Sees nothing of what is private to another user, nor of what hangs on it. */
  COLLEAGUE(false, false),
  APPLICATION_IN_THE_SAME_ORGANISATION(false, true);

  private final boolean elsewhere;
  private final boolean application;

  Stranger(boolean elsewhere, boolean application) {
    this.elsewhere = elsewhere;
    this.application = application;
  }

  /** From another organisation, from which everything is hidden. */
  boolean elsewhere() {
    return elsewhere;
  }

  /** Not a user, but an installed application. */
  boolean application() {
    return application;
  }
}
