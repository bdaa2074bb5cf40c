package io.sequences.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.dev.appstate.ApplicationStateNotification;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.sequences.read.Exchange;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

/** Tells on the console of dev mode where the service is, with a request that can be pasted. */
@IfBuildProfile("dev")
@Singleton
class DevConsole {

  private final HttpServer server;
  private final DevTokens tokens;

  DevConsole(HttpServer server, DevTokens tokens) {
    this.server = server;
    this.tokens = tokens;
  }

  /** The server listens before Quarkus says so; what is printed earlier would scroll away. */
  void print(@ObservesAsync HttpServerStart event) throws InterruptedException {
    while (ApplicationStateNotification.getState() == ApplicationStateNotification.State.INITIAL) {
      Thread.sleep(50);
    }
    System.out.println(welcome("http://localhost:" + server.getPort()));
  }

  private String welcome(String address) {
    return """

        The API     %1$s%2$s
        Its docs    %1$s/q/swagger-ui and %1$s/q/openapi
        A token     curl '%1$s/dev/token?org=demo&sub=ada', where sub is ada, grace or alan
        A request   curl -g '%1$s%2$s/sequences?sort=-openCount&page[size]=5' -H 'Authorization: Bearer %3$s'
        """
        .formatted(
            address, Exchange.BASE_PATH, tokens.token(DemoData.ORGANISATION, "ada", null, false));
  }
}
