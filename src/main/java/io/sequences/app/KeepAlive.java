package io.sequences.app;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.sequences.access.CurrentCaller;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets connections live that have carried a request with a token: they may be silent while a long
 * request is at work and between requests, as those of balancers are. All others end after {@code
 * quarkus.http.idle-timeout}, which runs until a request's head is complete, however slowly it
 * drips, and so frees what half-open connections hold.
 */
@ApplicationScoped
class KeepAlive {

  /** What the server calls its own. */
  private static final String IDLE = "idle";

  private final RoutingContext routing;
  private final CurrentCaller current;
  private final long millis;

  KeepAlive(
      RoutingContext routing,
      CurrentCaller current,
      @ConfigProperty(name = "sequences.limits.keep-alive") Duration keepAlive) {
    this.routing = routing;
    this.current = current;
    this.millis = keepAlive.toMillis();
  }

  /** Runs when it is known who calls; where anybody may ask, nobody is. */
  @ServerRequestFilter(priority = Priorities.USER + 1)
  void known() {
    if (current.get() == null) {
      return;
    }
    ChannelPipeline connection =
        ((ConnectionBase) routing.request().connection()).channelHandlerContext().pipeline();
    if (connection.get(IDLE) instanceof IdleStateHandler idle
        && idle.getAllIdleTimeInMillis() != millis) {
      connection.replace(IDLE, IDLE, new IdleStateHandler(0, 0, millis, TimeUnit.MILLISECONDS));
    }
  }
}
