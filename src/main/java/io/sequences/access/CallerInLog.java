package io.sequences.access;

import io.quarkus.vertx.core.runtime.VertxMDC;
import io.vertx.core.Context;

/**
 * Names the caller in each line of the log that a request causes from then on, by ids and nothing
 * else: a log is kept longer, and seen by more people, than what is in the database.
 */
final class CallerInLog {

  private static final String ORGANISATION = "organisationId";
  private static final String USER = "userId";
  private static final String INSTALL = "installId";

  private CallerInLog() {}

  /**
   * Names a caller.
   *
   * @param request where the request is at work, which need not be where its caller became known:
   *     requests share the answer of the database
   */
  static void put(Caller caller, Context request) {
    VertxMDC log = VertxMDC.INSTANCE;
    log.put(ORGANISATION, Long.toString(caller.orgId()), request);
    if (caller.who() instanceof Who.Application application) {
      log.put(INSTALL, Long.toString(application.install()), request);
    } else {
      caller.user().ifPresent(user -> log.put(USER, Long.toString(user), request));
    }
  }
}
