package io.sequences.app;

/** An export cannot or may not go on, and its client has to see that it is not whole. */
final class CutOffException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Whose doing it is. */
  enum Reason {
    /** The client took nothing for too long. */
    CLIENT,
    /** The database failed, or did not answer in time. */
    DATABASE,
    /** It has taken as long as an export may. */
    DURATION,
    /** The service stops. */
    SHUTDOWN,
    /** Something else, which nobody foresaw. */
    SERVICE
  }

  private final Reason reason;

  /**
   * Says why.
   *
   * @param told for the log, so that it must not be what another exception says
   */
  CutOffException(Reason reason, String told) {
    super(told, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
