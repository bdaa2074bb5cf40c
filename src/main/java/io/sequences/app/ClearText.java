package io.sequences.app;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Answers a client that offers to go on in HTTP/2 in HTTP/1.1. Nothing slows down the body of a
 * request that is upgraded on its way, so a stream of events would all be read into memory, and its
 * connection end as idle while it is applied; and behind a proxy an upgrade is a way around it.
 * With TLS, HTTP/2 is not offered ({@code quarkus.http.http2}).
 */
@ApplicationScoped
class ClearText implements HttpServerOptionsCustomizer {

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setHttp2ClearTextEnabled(false);
  }
}
