package io.sequences.app;

import io.sequences.jsonapi.ApiException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Stops reading a body that grows over the limit: one whose length was not announced, and so could
 * not be refused at once. The server's own limit would answer it without a document.
 */
@Provider
public class BodyLimit implements ReaderInterceptor {

  /** The largest body, in bytes. */
  static final int LARGEST = 1024 * 1024;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    byte[] body = context.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new ApiException(HttpErrors.error(413));
    }
    context.setInputStream(new ByteArrayInputStream(body));
    return context.proceed();
  }
}
