package io.sequences.access;

import jakarta.enterprise.context.RequestScoped;

/** The caller of the request at hand; set before any resource method of the API runs. */
@RequestScoped
public class CurrentCaller {

  private Caller caller;

  /** Who calls. */
  public Caller get() {
    return caller;
  }

  void set(Caller known) {
    caller = known;
  }
}
