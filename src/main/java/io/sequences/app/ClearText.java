package io.sequences.app;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Speaks HTTP/1.1 where there is no TLS, and answers in it a client that offers to go on in HTTP/2.
 * Nothing slows down the body of a request that is upgraded on its way, so a stream of events would
 * all be read into memory, and its connection end as idle while it is applied; and behind a proxy
 * an upgrade is a way around it. With TLS, HTTP/2 is agreed on before the first request.
 */
@ApplicationScoped
class ClearText implements HttpServerOptionsCustomizer {

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setHttp2ClearTextEnabled(false);
  }
}
