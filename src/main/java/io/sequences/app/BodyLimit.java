package io.sequences.app;

import io.sequences.catalog.Catalog;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stops reading a body that grows over the limit: one whose length was not announced, and so could
 * not be refused at once. The server's own limit would answer it without a document.
 */
@Provider
public class BodyLimit implements ReaderInterceptor {

  private final RoutingContext routing;
  private final Catalog catalog;

  BodyLimit(RoutingContext routing, Catalog catalog) {
    this.routing = routing;
    this.catalog = catalog;
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    Body kind = Body.of(routing.request().method(), routing.normalizedPath(), catalog);
    byte[] body = read(context.getInputStream(), kind.largest());
    kind.requireFits(body);
    context.setInputStream(new ByteArrayInputStream(body));
    return context.proceed();
  }

  /** A client that breaks off is the client's fault, and must not look like the database's. */
  private static byte[] read(InputStream body, int most) {
    try {
      return body.readNBytes(most + 1);
    } catch (IOException brokenOff) {
      throw new ApiException(ErrorCode.MALFORMED_REQUEST, "The body broke off.");
    }
  }
}
