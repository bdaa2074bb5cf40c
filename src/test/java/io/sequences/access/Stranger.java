package io.sequences.access;

import io.sequences.support.Api;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who must find nothing of what the organisation {@link #HIDING} hides. */
enum Stranger {
  OTHER_ORGANISATION("hidden-from", "eve", true),
  OTHER_USER(Stranger.HIDING, "bob", false);

  /** The organisation whose user hides something. */
  static final String HIDING = "hidden";

  private static final Map<Stranger, Api> CLIENTS = new ConcurrentHashMap<>();

  private final String organisation;
  private final String user;
  private final boolean admin;

  Stranger(String organisation, String user, boolean admin) {
    this.organisation = organisation;
    this.user = user;
    this.admin = admin;
  }

  String organisation() {
    return organisation;
  }

  Api api() {
    return CLIENTS.computeIfAbsent(
        this, stranger -> admin ? Api.admin(organisation, user) : Api.of(organisation, user));
  }
}
